import { asCarrier, carrierOf } from '../consent/questions';
import type { Consent } from '../consent/state';
import { criteriaCategories } from '../criteria/carried';
import { classificationContent } from '../handling/questions';
import { coreContent } from '../intake/core';
import { held } from '../kernel/held';
import type { CategoryContent } from '../kernel/area';
import type { PartyId } from '../kernel/actor';
import type { Context } from '../kernel/context';
import type { CarryingConsent, Enclosure } from '../letters/letter';
import { planContent } from '../plan/questions';
import { threatContent } from '../threat/carried';
import type { CaseState } from './state';

/** What the file holds of each category of information; a category without an entry holds nothing here. */
const contents: Readonly<Record<string, (state: CaseState) => CategoryContent | undefined>> = {
  core: coreContent,
  ...criteriaCategories,
  threatAssessment: threatContent,
  classification: classificationContent,
  plan: planContent,
};

/** What the file holds of a category now. */
export function contentOf(state: CaseState, category: string): CategoryContent | undefined {
  return held(contents, category)?.(state);
}

/** The categories of which the file holds something. */
export function heldCategories(state: CaseState): readonly string[] {
  return Object.keys(contents).filter((category) => contentOf(state, category) !== undefined);
}

function enclose(category: string, content: CategoryContent, consent: CarryingConsent): Enclosure {
  return { category, carrier: { kind: 'consent', consent }, ...content };
}

/** One enclosure for each category that one consent names and of which the file holds something (CON-4). */
export function enclosuresUnder(
  state: CaseState,
  { consent, to }: { readonly consent: Consent | undefined; readonly to: PartyId },
  categories: readonly string[],
  context: Context,
): readonly Enclosure[] {
  if (consent === undefined) return [];
  return categories.flatMap((category) => {
    const content = contentOf(state, category);
    return content === undefined ? [] : [enclose(category, content, asCarrier(consent, to, context))];
  });
}

/** One enclosure for each wanted category that a consent carries with a transfer at this moment, item by item (TRF-2). */
export function enclosuresFor(
  state: CaseState,
  to: PartyId,
  wanted: readonly string[],
  context: Context,
): readonly Enclosure[] {
  return wanted.flatMap((category) => {
    const content = contentOf(state, category);
    const consent = carrierOf(state, { to, purpose: 'transfer' }, category, context.now);
    return content === undefined || consent === undefined
      ? []
      : [enclose(category, content, asCarrier(consent, to, context))];
  });
}
