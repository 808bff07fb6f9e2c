import type { Context } from '../kernel/context';
import type { RuleId } from '../kernel/rule';
import type { Action, Decision, Step } from '../kernel/step';
import { profileVersion } from '../profile/lookup';
import { nextDeadline } from './deadlines';
import { effects } from './effects';
import { evolveAll } from './evolve';
import type { CaseState } from './state';

/** A decision on its way to the journal, and the number that its line will have. */
export interface Decided {
  readonly action: Action;
  readonly decision: Decision;
  readonly seq: number;
}

/**
 * The line for the journal: what was decided, with its effects and what falls due next. A refusal becomes a step
 * without events: the outcome of an accepted message that was refused when its turn came (ADR 0002).
 */
export function toStep(state: CaseState, decided: Decided, context: Context): Step {
  const { action, decision, seq } = decided;
  const events = decision.ok ? decision.events : [];
  const after = evolveAll(state, events, { at: context.now, actor: context.actor });
  const rules = decision.ok
    ? events.flatMap((event) => event.rules)
    : decision.refusal.obstacles.map(({ rule }) => rule);
  return {
    v: 1,
    seq,
    commandId: context.commandId,
    at: context.now,
    actor: context.actor,
    action: action.name,
    profileVersion: profileVersion(context.profile),
    rules: [...new Set<RuleId>(rules)],
    events,
    effects: events.flatMap(effects),
    nextDue: nextDeadline(after)?.at ?? null,
    ...(action.notes === undefined ? {} : { notes: action.notes }),
    ...(action.person === undefined ? {} : { person: action.person }),
    ...(decision.ok ? {} : { refusal: decision.refusal }),
  };
}
