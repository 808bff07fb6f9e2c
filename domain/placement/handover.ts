import { contentOf, enclosuresFor } from '../case/enclosures';
import type { CaseState } from '../case/state';
import { carrierFor } from '../consent/carriers';
import type { Road } from '../consent/carriers';
import { isDistrictTold } from '../intake/questions';
import type { PartyId } from '../kernel/actor';
import type { Context } from '../kernel/context';
import type { Deadline } from '../kernel/deadline';
import { deadline } from '../kernel/deadline';
import type { EventBase } from '../kernel/event';
import { held } from '../kernel/held';
import { idOf } from '../kernel/id';
import type { RuleId } from '../kernel/rule';
import type { Letter } from '../letters/letter';
import { hasFunction } from '../profile/lookup';
import { handoverAt } from '../time/handover';
import type { Instant } from '../time/instant';
import { receiptClocks } from '../transfer/offer';
import type { PlacementHandoverHeld, PlacementHandoverPlanned, PlacementHandoverSent } from './events';
import { hasDeclinedHandover, ownHandover, placementAt, runningPlacement } from './questions';
import type { HeldReason, Placement, PlacementHandover, RecallReason } from './state';

/** Ids of what follows from another area's decision, apart from those of its own. */
const FOLLOWING = 900;

/** When a hand-over goes: at the next opening of the offices, or at once where it could have gone before (PLC-2). */
export function plannedAt(handoverId: string, decidedAt: Instant, { now, profile }: Context): Deadline {
  const at = handoverAt(decidedAt, now, profile.calendar);
  return deadline({ rule: 'PLC-2', kind: 'placementHandover', subject: handoverId, at, legal: true });
}

/**
 * What may carry a hand-over (PLC-2). From the duty desk the routine's own ground carries the core; the rest goes by a consent. The
 * defector unit has none but a consent given for the placement: what was said for the exit is for staff to use, not for the clock.
 */
function roadTo(to: PartyId, { profile, unit }: Context): Road {
  return hasFunction(profile, unit, 'dutyDesk')
    ? { to, purposes: ['placement', 'exitProcess', 'transfer'], grounds: ['dutyDeskHandover'] }
    : { to, purposes: ['placement'] };
}

/** Where the hand-over can go now, or why it cannot. */
function wayOf(state: CaseState, context: Context): { readonly to: PartyId } | { readonly why: HeldReason } {
  const to = state.intake.homeDistrict;
  if (to === undefined || to === 'unclear') return { why: 'noDistrict' };
  if (hasDeclinedHandover(state, to)) return { why: 'declined' };
  const carried = carrierFor(state, roadTo(to, context), 'core', context) !== undefined;
  return carried && contentOf(state, 'core') !== undefined ? { to } : { why: 'nothingCarries' };
}

/** The supervisor's time, which counts from the first letter, also where that was not taken and another one goes (TRF-5). */
function escalation({ deadlines }: PlacementHandover): readonly Deadline[] {
  return deadlines.filter(({ kind }) => kind === 'receiptOverdue');
}

/** When the receipt of what is sent now is due. */
function awaited(handover: PlacementHandover, context: Context): readonly Deadline[] {
  const running = escalation(handover);
  const clocks = receiptClocks(handover.id, context);
  return running.length === 0 ? clocks : [...clocks.filter(({ kind }) => kind === 'receiptDue'), ...running];
}

function sent(
  state: CaseState,
  handover: PlacementHandover,
  of: { readonly to: PartyId; readonly running: Placement },
  context: Context,
): PlacementHandoverSent {
  const { to, running } = of;
  const { id: handoverId } = handover;
  const letterId = idOf(context, 'l');
  const enclosures = enclosuresFor(state, roadTo(to, context), ['core', 'placement'], context);
  const deadlines = awaited(handover, context);
  const letter: Letter = {
    ...{ letterId, kind: 'placementTakeover', to, fromCase: context.caseRef, reference: handoverId },
    facts: { matter: 'placement', offeredAt: context.now, receiptDue: deadlines[0]?.at ?? context.now },
    enclosures,
  };
  return {
    type: 'PlacementHandoverSent',
    rules: ['PLC-2', 'PLC-8', 'CON-4'],
    ...{ handoverId, to, letterId, decisionId: running.decision.id, deadlines },
    goes: enclosures.map(({ category }) => category),
    letters: [letter],
  };
}

/** The rule that speaks beside PLC-2. */
const heldBy: Readonly<Record<HeldReason, RuleId>> = {
  noDistrict: 'INT-6',
  nothingCarries: 'CON-1',
  notDelivered: 'TRF-5',
  declined: 'INT-6',
};

/** The hand-over cannot go now, and the caseworker is told. What was not taken is sent again each working day (PLC-2). */
export function heldBack(
  handover: PlacementHandover,
  why: HeldReason,
  nth: number,
  context: Context,
): PlacementHandoverHeld {
  return {
    type: 'PlacementHandoverHeld',
    rules: ['PLC-2', heldBy[why]],
    handoverId: handover.id,
    why,
    ...(why === 'notDelivered'
      ? { deadlines: [plannedAt(handover.id, context.now, context), ...escalation(handover)] }
      : {}),
    notices: [
      {
        ...{ noticeId: idOf(context, 'n', nth), audience: 'caseworker', matter: 'placementHandoverHeld' },
        rule: 'PLC-2',
      },
    ],
  };
}

/** The hand-over goes by itself; where it cannot, it is told what is missing (PLC-2, INT-6). */
export function handoverDue(state: CaseState, handoverId: string, context: Context): readonly EventBase[] {
  const handover = held(state.placement.handovers, handoverId);
  const running = placementAt(state, context.now);
  if (handover === undefined || running === undefined) return [];
  const way = wayOf(state, context);
  return 'to' in way
    ? [sent(state, handover, { to: way.to, running }, context)]
    : [heldBack(handover, way.why, 0, context)];
}

/** Tells the home district that there is nothing to take over any more; a control letter to a party to it (CON-1). */
export function recallLetters(state: CaseState, reason: RecallReason, context: Context): readonly Letter[] {
  const handover = ownHandover(state);
  if (handover?.standing !== 'waiting' || handover.sent === undefined) return [];
  const { to, letterId: opener } = handover.sent;
  const { standing } = held(state.consent.letters, opener) ?? { standing: 'posted' };
  // What never arrived is not taken back: nobody there knows of it.
  if (standing === 'stopped' || standing === 'rejected') return [];
  return [
    {
      ...{ letterId: idOf(context, 'l', FOLLOWING), kind: 'placementRecall', to, opener },
      ...{ fromCase: context.caseRef, reference: handover.id },
      facts: { reason, recalledAt: context.now },
      enclosures: [],
    },
  ];
}

function planned(state: CaseState, running: Placement, context: Context): PlacementHandoverPlanned {
  const handoverId = idOf(context, 'h', FOLLOWING);
  return {
    type: 'PlacementHandoverPlanned',
    rules: ['PLC-2'],
    handoverId,
    placementId: running.id,
    deadlines: [plannedAt(handoverId, running.firstDecidedAt, context)],
    letters: recallLetters(state, 'replaced', context),
  };
}

/** Whether what was sent tells of another decision than the one in force, or went to a district that is not the home district. */
function isOutdated(
  state: CaseState,
  { standing, sent: told }: PlacementHandover,
  running: Placement,
): boolean {
  if (standing !== 'waiting' || told === undefined) return false;
  return told.to !== state.intake.homeDistrict || told.decisionId !== running.decision.id;
}

type Way = ReturnType<typeof wayOf>;

/** Whether the hand-over can go where it could not before: what was missing is there, or the home district was told anew (INT-6). */
function isOpened(before: CaseState, after: CaseState, context: Context): boolean {
  if (!('to' in wayOf(after, context))) return false;
  return !('to' in wayOf(before, context)) || isDistrictTold(before, after);
}

/** Why what was sent will not arrive: its letter was stopped or not taken. */
function failure(
  after: CaseState,
  { standing, sent: told }: PlacementHandover,
  way: Way,
): HeldReason | 'again' | undefined {
  const letter = held(after.consent.letters, told?.letterId ?? '');
  if (standing !== 'waiting' || letter === undefined) return undefined;
  if (letter.standing === 'rejected') return 'notDelivered';
  if (letter.standing !== 'stopped') return undefined;
  return 'to' in way ? 'again' : way.why;
}

/** What a hand-over that was under way becomes of a step decided elsewhere: it is sent anew, or it is told what is missing (PLC-2). */
export function handoverFollow(before: CaseState, after: CaseState, context: Context): readonly EventBase[] {
  const running = runningPlacement(after);
  const handover = ownHandover(after);
  if (running === undefined || handover === undefined) return [];
  const way = wayOf(after, context);
  const opened = handover.standing === 'held' && isOpened(before, after, context);
  const failed = failure(after, handover, way);
  if (opened || failed === 'again' || isOutdated(after, handover, running))
    return [planned(after, running, context)];
  return failed === undefined ? [] : [heldBack(handover, failed, FOLLOWING, context)];
}
