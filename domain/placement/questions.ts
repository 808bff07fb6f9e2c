import type { CaseState } from '../case/state';
import { wasDistrictToldSince } from '../intake/questions';
import type { ClosingReason } from '../intake/state';
import type { PartyId } from '../kernel/actor';
import type { Obstacle } from '../kernel/refusal';
import { obstacle } from '../kernel/refusal';
import type { RuleId } from '../kernel/rule';
import type { Instant } from '../time/instant';
import { isBefore } from '../time/instant';
import type { IncomingPlacement, Placement, PlacementHandover } from './state';

/** The placement for which this unit is responsible, until it ends, lapses or is taken over (PLC-6). */
export function runningPlacement({ placement }: CaseState): Placement | undefined {
  return placement.placements.find(({ standing }) => standing === 'running');
}

/** The placement that runs at that instant: one whose time has run out does not, also where the clock is late (PLC-6). */
export function placementAt(state: CaseState, now: Instant): Placement | undefined {
  const running = runningPlacement(state);
  return running !== undefined && !isBefore(running.decision.ends, now) ? running : undefined;
}

/** The latest hand-over of the placement that runs. */
export function ownHandover(state: CaseState): PlacementHandover | undefined {
  const running = runningPlacement(state);
  const all = Object.values(state.placement.handovers);
  return all.filter(({ placementId }) => placementId === running?.id).at(-1);
}

/** Whether the district has declined, and the home district was not told anew since: it gets nothing more (INT-6, CON-4). */
export function hasDeclinedHandover(state: CaseState, to: PartyId): boolean {
  const { sent: told, declinedAt } = ownHandover(state) ?? {};
  return told?.to === to && declinedAt !== undefined && !wasDistrictToldSince(state, declinedAt);
}

/** Whether the hand-over that opened this file went back as another district's, and nothing came of it here (PLC-2). */
export function isPlacementSentBack({ placement: { incoming, asked, placements } }: CaseState): boolean {
  return incoming?.standing === 'declined' && asked === undefined && placements.length === 0;
}

/** The hand-over that waits for our receipt, if any (PLC-2). */
export function incomingPlacement({ placement: { incoming } }: CaseState): IncomingPlacement | undefined {
  return incoming?.standing === 'waiting' ? incoming : undefined;
}

/** Whether a placement waits for our receipt (PLC-2). */
export function awaitsOurTakeOver(state: CaseState): boolean {
  return incomingPlacement(state) !== undefined;
}

/** Whether a placement of ours waits for the home district's receipt (PLC-2). */
export function awaitsTakeOver(state: CaseState): boolean {
  return ownHandover(state)?.standing === 'waiting';
}

/** Whether something is missing for the hand-over to go (PLC-2). */
export function isHandoverHeld(state: CaseState): boolean {
  return ownHandover(state)?.standing === 'held';
}

/** Whether a receipt of a placement, ours or theirs, is past its time (PLC-2, TRF-5). */
export function isTakeOverOverdue(state: CaseState): boolean {
  const { standing, overdue } = ownHandover(state) ?? {};
  const isOurs = overdue === true && (standing === 'waiting' || standing === 'held');
  return isOurs || incomingPlacement(state)?.overdue === true;
}

/** The unit to which the application for a placement went on; none where that letter will not arrive (PLC-1). */
export function placementPassedOnTo({ placement: { asked }, consent }: CaseState): PartyId | undefined {
  const goes = Object.values(consent.letters).some(
    ({ kind, to, standing }) =>
      kind === 'placementApplication' &&
      to === asked?.passedOnTo &&
      (standing === 'posted' || standing === 'sent'),
  );
  return goes ? asked?.passedOnTo : undefined;
}

/** Whether a placement was asked for that this unit has neither decided nor passed on (PLC-1). */
export function isPlacementAsked(state: CaseState): boolean {
  const { asked, placements } = state.placement;
  return asked !== undefined && placementPassedOnTo(state) === undefined && placements.length === 0;
}

/** Whether the person is still to be told how it works (PLC-4). */
export function isInformationDue(state: CaseState): boolean {
  const running = runningPlacement(state);
  return running !== undefined && running.informed === undefined;
}

/** Everything of acute placement that keeps the file open (PLC-2, PLC-6). */
export function placementsInTheWay(state: CaseState): readonly (Obstacle | undefined)[] {
  return [
    runningPlacement(state) === undefined
      ? undefined
      : obstacle(
          'PLC-6',
          'A placement runs: it is first ended, or taken over by the home district.',
          'En placering pågår: den ska först avslutas eller tas över av stadsområdet.',
        ),
    awaitsOurTakeOver(state)
      ? obstacle('PLC-2', 'A placement waits to be taken over.', 'En placering väntar på att tas över.')
      : undefined,
  ];
}

/** With which reason a file on acute placement closes; none while something keeps it open (PLC-1, PLC-2, PLC-6). */
export function placementReason(state: CaseState): { reason: ClosingReason; rule: RuleId } | undefined {
  const { placements } = state.placement;
  const last = placements.at(-1);
  if (last?.standing === 'running' || awaitsOurTakeOver(state)) return undefined;
  if (last === undefined) {
    return placementPassedOnTo(state) === undefined
      ? { reason: 'noFurtherAction', rule: 'PLC-1' }
      : { reason: 'handlingMovedToOtherBoard', rule: 'PLC-1' };
  }
  return last.standing === 'takenOver'
    ? { reason: 'handlingMovedToOtherBoard', rule: 'PLC-2' }
    : { reason: 'placementEnded', rule: 'PLC-6' };
}
