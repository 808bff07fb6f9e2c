import type { CaseState } from '../case/state';
import type { Context } from '../kernel/context';
import { fieldsOf, refuses, unless } from '../kernel/decision';
import { held } from '../kernel/held';
import type { Obstacle } from '../kernel/refusal';
import { obstacle } from '../kernel/refusal';
import type { Action, Decision } from '../kernel/step';
import { localDate } from '../time/local';
import { openAppeal } from './questions';
import type { Appeal, AppealRecorded, DecisionOnRecord } from './state';

function mustFollowDecision(
  { decidedOn }: DecisionOnRecord,
  { receivedAt }: Appeal,
  { now, profile }: Context,
): Obstacle | undefined {
  if (receivedAt <= now && localDate(receivedAt, profile.calendar.zone) >= decidedOn) return undefined;
  return obstacle(
    'RSP-11',
    'An appeal is received after the decision, and not later than now.',
    'Ett överklagande kommer in efter beslutet och inte senare än nu.',
  );
}

/** One appeal at a time: the one that waits gets its outcome, and an outcome is not written over. */
function mustBeNews(decision: DecisionOnRecord, { receivedAt, outcome }: Appeal): Obstacle | undefined {
  const known = decision.appeals.find((appeal) => appeal.receivedAt === receivedAt);
  if (known?.outcome !== undefined) {
    return obstacle(
      'RSP-11',
      'The outcome of that appeal is on record already.',
      'Utgången av det överklagandet är redan noterad.',
    );
  }
  if (known === undefined && openAppeal(decision) !== undefined) {
    return obstacle(
      'RSP-11',
      'Another appeal waits for its outcome: record that first, with the time at which it was received.',
      'Ett annat överklagande väntar på sin utgång: notera den först, med tiden då det kom in.',
    );
  }
  return known !== undefined && outcome === undefined
    ? obstacle(
        'RSP-11',
        'That appeal is on record; what is missing is its outcome.',
        'Överklagandet är redan noterat; det som saknas är utgången.',
      )
    : undefined;
}

/**
 * Records an appeal at the unit that decided, and later its outcome, also in a closed file (RSP-11, RET-1). The outcome
 * stands on record and revives no application: a new one with a reference to this is the way.
 */
export function recordAppeal(state: CaseState, action: Action, context: Context): Decision {
  const { decision: decisionId, ...appeal } = fieldsOf<Appeal & { decision: string }>(action);
  const decision = held(state.decisions.taken, decisionId);
  if (decision === undefined) {
    return refuses(
      obstacle(
        'RSP-11',
        'This unit has taken no such decision in the case.',
        'Enheten har inte fattat något sådant beslut i ärendet.',
      ),
    );
  }
  return unless<AppealRecorded>(
    [mustFollowDecision(decision, appeal, context), mustBeNews(decision, appeal)],
    () => [{ type: 'AppealRecorded', rules: ['RSP-11', 'RET-1'], decisionId, ...appeal }],
  );
}
