import { contentOf, enclosuresOn } from '../case/enclosures';
import type { CaseState } from '../case/state';
import { mustBeInvestigating, mustBeOpen } from '../intake/questions';
import type { Context } from '../kernel/context';
import { fieldsOf, refuses, unless } from '../kernel/decision';
import { idOf } from '../kernel/id';
import type { Obstacle } from '../kernel/refusal';
import { obstacle } from '../kernel/refusal';
import type { Action, Decision } from '../kernel/step';
import type { Letter, NoteRef } from '../letters/letter';
import { authorityOf, isPolice } from '../profile/lookup';
import type { LegalGround } from '../profile/profile';
import {
  mustBeYoungEnough,
  mustCarry,
  mustDecide,
  mustLeadTo,
  mustState,
  usableGround,
} from './ground-checks';
import { carriedOn } from './ground-use';
import type { DisclosedOnGround } from './state';

interface OnGround {
  readonly ground: string;
  readonly recipient: string;
  readonly categories: readonly string[];
}

/** The category under which the narrative `content` goes: the first that is more than who it is about. */
function saidUnder(categories: readonly string[]): string | undefined {
  return categories.find((category) => category !== 'core');
}

/** CON-4: what is told goes under the category that says what it is; none is left behind unseen. */
function mustGoUnder(categories: readonly string[], content: NoteRef | undefined): Obstacle | undefined {
  if (content === undefined || categories.length === 0 || saidUnder(categories) !== undefined)
    return undefined;
  return obstacle(
    'CON-4',
    'The content goes under a category that says what it is about: name one beside the core.',
    'Innehållet lämnas under ett uppgiftsslag som anger vad det gäller: ange ett utöver kärnan.',
  );
}

/** CON-4: of each category that is named there is something to disclose. */
function mustHold(
  state: CaseState,
  categories: readonly string[],
  content: NoteRef | undefined,
): Obstacle | undefined {
  const said = content === undefined ? undefined : saidUnder(categories);
  const empty = categories.filter(
    (category) => category !== said && contentOf(state, category) === undefined,
  );
  if (empty.length === 0) return undefined;
  return obstacle(
    'CON-4',
    `There is nothing to disclose of: ${empty.join(', ')}. What is to be told can be written as the content.`,
    `Det finns inget att lämna ut av: ${empty.join(', ')}. Det som ska lämnas kan skrivas som innehåll.`,
  );
}

/**
 * Discloses without consent on a named legal ground: its row must be in force today, lead to the recipient and carry the
 * categories, and what it asks for must be stated and decided (CON-5). The narrative `content` goes along under the first
 * category other than `core`, beside what the file holds of it; all other narratives stay here as the reasons.
 */
export function discloseOnGround(state: CaseState, action: Action, context: Context): Decision {
  const fields = fieldsOf<OnGround>(action);
  const notes = action.notes ?? [];
  const categories = [...new Set(fields.categories)];
  const content = notes.find(({ field }) => field === 'content');
  const ground = usableGround(fields.ground, context);
  if ('why' in ground) return refuses(...[mustBeOpen(state), ground].filter((found) => found !== undefined));
  const checks = [
    mustBeOpen(state),
    isPolice(context.profile, fields.recipient) ? mustBeInvestigating(state) : undefined,
    mustLeadTo(ground, fields.recipient, context),
    mustCarry(ground, categories, context),
    ...mustState(ground, notes),
    ...mustDecide(ground, context),
    mustBeYoungEnough(state, ground, context),
    mustHold(state, categories, content),
    mustGoUnder(categories, content),
  ];
  return unless<DisclosedOnGround>(checks, () => [
    disclosed(state, { ground, to: fields.recipient, categories, notes, content }, context),
  ]);
}

interface Granted {
  readonly ground: LegalGround;
  readonly to: string;
  readonly categories: readonly string[];
  readonly notes: readonly NoteRef[];
  readonly content: NoteRef | undefined;
}

function disclosed(state: CaseState, granted: Granted, context: Context): DisclosedOnGround {
  const { ground, to, categories, notes, content } = granted;
  const { actor } = context;
  const disclosureId = idOf(context, 'l');
  const carrier = carriedOn(state, ground, context);
  const said = content === undefined ? undefined : { category: saidUnder(categories), note: content };
  const letter: Letter = {
    ...{ letterId: disclosureId, kind: 'disclosure', to, fromCase: context.caseRef, reference: disclosureId },
    facts: {},
    enclosures: enclosuresOn(state, carrier, categories, said),
  };
  // An authority is no island: what it gets leaves by other ways, and stands on the record here.
  const isOutside = authorityOf(context.profile, to) !== undefined;
  return {
    ...{ type: 'DisclosedOnGround', rules: ['CON-4', 'CON-5'], disclosureId, to, categories, notes },
    ground: carrier.ground,
    decidedBy: actor.kind === 'person' ? actor.person : context.unit,
    ...(isOutside ? { outside: true } : { letters: [letter] }),
  };
}
