import type { CaseState } from '../case/state';
import { carrierFor, coveredBy } from '../consent/carriers';
import { mustNotAwaitCrimeAnswer } from '../crime/questions';
import { districtToldAt, isOpen, knownHomeDistrict } from '../intake/questions';
import type { Context } from '../kernel/context';
import type { Deadline } from '../kernel/deadline';
import { deadline } from '../kernel/deadline';
import type { EventBase } from '../kernel/event';
import { idOf } from '../kernel/id';
import { hasFunction } from '../profile/lookup';
import { handoverAt } from '../time/handover';
import { offered } from './offer';
import { appliedAt, holdsApplication, offeredTransfer } from './questions';
import { transferRoad } from './road';
import type { HandoverArmed, HandoverHeldUp } from './state';

/** Whether there is something to hand over: this unit holds the application, and no offer waits (INT-3). */
export function mayHandOver(state: CaseState): boolean {
  return isOpen(state) && holdsApplication(state) && offeredTransfer(state) === undefined;
}

/**
 * INT-3: at the duty desk, each time the home district is told, the hand-over is fixed to its instant. While an offer
 * waits nothing is fixed; if it comes to nothing, a district told in the meantime counts from then.
 */
export function handoverFollowed(
  _before: CaseState,
  after: CaseState,
  context: Context,
): readonly HandoverArmed[] {
  const { profile, unit, now } = context;
  const [districtSince, receivedAt] = [districtToldAt(after), appliedAt(after)];
  if (!hasFunction(profile, unit, 'dutyDesk') || !mayHandOver(after)) return [];
  if (knownHomeDistrict(after) === undefined || districtSince === undefined || receivedAt === undefined)
    return [];
  if (districtSince === after.transfer.handover?.districtSince) return [];
  const at = handoverAt(receivedAt, now, profile.calendar);
  const armed = deadline({ rule: 'INT-3', kind: 'handover', subject: idOf(context, 'h'), at, legal: true });
  return [{ type: 'HandoverArmed', rules: ['INT-3'], at, districtSince, deadlines: [armed] }];
}

/** The hand-over that is fixed, while it can still be made; an offer, by hand or by the clock, takes its place. */
export function handoverDeadlines(state: CaseState): readonly Deadline[] {
  return mayHandOver(state) && knownHomeDistrict(state) !== undefined
    ? (state.transfer.handover?.deadlines ?? [])
    : [];
}

/**
 * INT-3, INT-9: the clock offers the transfer to the home district, wanting exactly the categories of the consents to
 * it; without one the core goes on the ground of the hand-over, and nothing else.
 */
export function handoverDue(state: CaseState, due: Deadline, context: Context): readonly EventBase[] {
  const to = knownHomeDistrict(state);
  if (to === undefined) return [];
  const road = transferRoad(to, context);
  // THR-8: transfers wait for both answers, this one too.
  if (mustNotAwaitCrimeAnswer(state) !== undefined) return [heldUp(due, 'THR-8', context)];
  if (carrierFor(state, road, 'core', context) === undefined) return [heldUp(due, 'TRF-1', context)];
  const categories = coveredBy(state, road, context.now);
  const offer = offered(state, { to, categories }, context);
  return [{ ...offer, rules: ['INT-3', 'INT-9', ...offer.rules] }];
}

/**
 * Somebody must see to it: the profile has no ground for it and the person has not consented (TRF-1), or an answer on a
 * suspicion is missing (THR-8).
 */
function heldUp({ at }: Deadline, by: 'TRF-1' | 'THR-8', context: Context): HandoverHeldUp {
  return {
    type: 'HandoverHeldUp',
    rules: ['INT-3', by],
    notices: [
      {
        ...{ noticeId: idOf(context, 'n'), audience: 'caseworker', matter: 'handoverHeldUp' },
        ...{ rule: 'INT-3', dueAt: at },
      },
    ],
  };
}
