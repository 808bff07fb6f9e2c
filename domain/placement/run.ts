import type { CaseState } from '../case/state';
import { mustBeOpen } from '../intake/questions';
import type { Context } from '../kernel/context';
import { fieldsOf, unless } from '../kernel/decision';
import type { Obstacle } from '../kernel/refusal';
import { obstacle } from '../kernel/refusal';
import type { Action, Decision } from '../kernel/step';
import { isBefore } from '../time/instant';
import type { Instant } from '../time/instant';
import { noneRuns } from './decide';
import type { PlacementEnded, PlacementInformationRecorded } from './events';
import { recallLetters } from './handover';
import { placementAt } from './questions';
import type { EndReason, Informed, Placement } from './state';
import { toldByNow } from './terms';

/** The person has been told how the process works, and that the decision holds for the investigation only (PLC-4). */
export function recordPlacementInformation(state: CaseState, action: Action, context: Context): Decision {
  const { toldAt, by } = fieldsOf<Informed>(action);
  const running = placementAt(state, context.now);
  const checks = [
    mustBeOpen(state),
    running === undefined ? noneRuns() : undefined,
    running?.informed === undefined
      ? undefined
      : obstacle('PLC-4', 'That is on record already.', 'Det är redan noterat.'),
    toldByNow({ toldAt, by }, context),
  ];
  return unless<PlacementInformationRecorded>(checks, () =>
    running === undefined
      ? []
      : [
          {
            type: 'PlacementInformationRecorded',
            rules: ['PLC-4'],
            placementId: running.id,
            informed: { toldAt, by },
            notes: action.notes ?? [],
          },
        ],
  );
}

/** A placement ends while it runs: after it was first decided, and not later than now. */
function endsWithin(at: Instant, running: Placement | undefined, { now }: Context): Obstacle | undefined {
  if (running === undefined || (!isBefore(at, running.firstDecidedAt) && !isBefore(now, at)))
    return undefined;
  return obstacle(
    'PLC-6',
    'The placement ends after it was decided, and not later than now.',
    'Placeringen upphör efter att den beslutats, och inte senare än nu.',
  );
}

/** The responsible unit ends the placement before its time (PLC-6). A home district that was to take over is told. */
export function endPlacement(state: CaseState, action: Action, context: Context): Decision {
  const { at, reason } = fieldsOf<{ at: Instant; reason: EndReason }>(action);
  const running = placementAt(state, context.now);
  const checks = [
    mustBeOpen(state),
    running === undefined ? noneRuns() : undefined,
    endsWithin(at, running, context),
  ];
  return unless<PlacementEnded>(checks, () =>
    running === undefined
      ? []
      : [
          {
            type: 'PlacementEnded',
            rules: ['PLC-6'],
            placementId: running.id,
            endedAt: at,
            reason,
            letters: recallLetters(state, 'ended', context),
          },
        ],
  );
}
