import { reportCategories } from '../concern/questions';
import type { Road } from '../consent/carriers';
import { carrierFor } from '../consent/carriers';
import { asCarrier } from '../consent/questions';
import type { Consent } from '../consent/state';
import { crimeContent } from '../crime/questions';
import { criteriaCategories } from '../criteria/carried';
import { classificationContent } from '../handling/questions';
import { coreContent, identityContent } from '../intake/core';
import { held } from '../kernel/held';
import type { CategoryContent } from '../kernel/area';
import type { PartyId } from '../kernel/actor';
import type { Context } from '../kernel/context';
import type { Carrier, Enclosure, NoteRef } from '../letters/letter';
import { placementContent } from '../placement/carried';
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
  ...reportCategories,
  crimeSuspicion: crimeContent,
  placement: placementContent,
};

/** What the file holds of a category now. */
export function contentOf(state: CaseState, category: string): CategoryContent | undefined {
  return held(contents, category)?.(state);
}

/** The categories of which the file holds something. */
export function heldCategories(state: CaseState): readonly string[] {
  return Object.keys(contents).filter((category) => contentOf(state, category) !== undefined);
}

function enclose(category: string, content: CategoryContent, carrier: Carrier): Enclosure {
  return { category, carrier, ...content };
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
    const carrier: Carrier = { kind: 'consent', consent: asCarrier(consent, to, context) };
    return content === undefined ? [] : [enclose(category, content, carrier)];
  });
}

/** One enclosure for each wanted category that a consent or a ground carries at this moment, item by item (TRF-2, CON-4). */
export function enclosuresFor(
  state: CaseState,
  road: Road,
  wanted: readonly string[],
  context: Context,
): readonly Enclosure[] {
  return [...new Set(wanted)].flatMap((category) => {
    const content = contentOf(state, category);
    const carrier = carrierFor(state, road, category, context);
    return content === undefined || carrier === undefined ? [] : [enclose(category, content, carrier)];
  });
}

const nothingHeld: CategoryContent = { facts: {}, notes: [] };

/**
 * One enclosure for each category on a ground that was found to carry them (CON-5); of the core only who it is about. What is said for this disclosure alone goes
 * under its category, beside what the file holds of it.
 */
export function enclosuresOn(
  state: CaseState,
  carrier: Carrier,
  categories: readonly string[],
  said?: { readonly category: string | undefined; readonly note: NoteRef },
): readonly Enclosure[] {
  return categories.flatMap((category) => {
    const held = category === 'core' ? identityContent(state) : contentOf(state, category);
    if (said?.category !== category) return held === undefined ? [] : [enclose(category, held, carrier)];
    const { notes, ...rest } = held ?? nothingHeld;
    return [enclose(category, { ...rest, notes: [...notes, said.note] }, carrier)];
  });
}
