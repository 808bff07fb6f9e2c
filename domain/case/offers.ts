import type { Reader, Role } from '../kernel/actor';
import type { Context } from '../kernel/context';
import type { Obstacle } from '../kernel/refusal';
import { isOpened } from '../intake/questions';
import { partsOf } from './access';
import { actionTable } from './areas';
import { decide } from './decide';
import type { CaseState } from './state';

/** One action, whether it can be done now, by whom, and what stands in the way (WRK-2). */
export interface Offer {
  readonly action: string;
  readonly possible: boolean;
  readonly by: readonly Role[];
  readonly obstacles: readonly Obstacle[];
}

/** The context of a question, which is no command. */
export type Asking = Omit<Context, 'commandId' | 'actor'>;

/** Fields of a harmless example, so that only the state of the case decides what is offered. */
const example: Readonly<
  Record<string, (state: CaseState, asking: Asking) => Record<string, string | readonly string[]>>
> = {
  recordCriterion: () => ({ criterion: 'need', value: 'unknown' }),
  classifyDefector: (state) => ({ classification: state.handling.classification ?? 'notSpecial' }),
  offerTransfer: (state) => ({ to: state.intake.homeDistrict ?? '', categories: [] }),
};

/** Actions whose fields decide whether they can be done: asked for only when they are tried. */
const needsFields: readonly string[] = [
  'giveConsent',
  'withdrawConsent',
  'discloseWithConsent',
  'setHomeDistrict',
  'closeCase',
];

/**
 * What can be done with the case now, by whom, and for what cannot, the rules that stand in the way (WRK-2):
 * `decide`, asked for each action. For somebody who may not see the case there is nothing to ask (CON-6).
 */
export function offers(state: CaseState, reader: Reader, asking: Asking): readonly Offer[] {
  if (!isOpened(state) || partsOf(state, asking.unit, reader).length === 0) return [];
  return Object.entries(actionTable)
    .filter(([, rule]) => rule.opens !== true)
    .map(([action, rule]) => ({ action, by: rule.by, ...tried(state, action, reader, asking) }));
}

function tried(
  state: CaseState,
  action: string,
  reader: Reader,
  asking: Asking,
): Pick<Offer, 'possible' | 'obstacles'> {
  const context: Context = { ...asking, commandId: 'offer', actor: { kind: 'person', ...reader } };
  const body = example[action]?.(state, asking) ?? {};
  const decision = decide(state, { name: action, body }, context);
  if (decision.ok) return { possible: true, obstacles: [] };
  const { kind, obstacles } = decision.refusal;
  if (kind !== 'refused' || !needsFields.includes(action)) return { possible: false, obstacles };
  // The example lacks the fields, so only what the file itself forbids counts.
  const own = obstacles.filter(({ rule }) => rule === 'INT-2' || rule === 'TRF-6' || rule === 'THR-9');
  return { possible: own.length === 0, obstacles: own };
}
