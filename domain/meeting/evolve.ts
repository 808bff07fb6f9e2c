import type { EventBase } from '../kernel/event';
import { held } from '../kernel/held';
import type { Meeting, MeetingState, MeetingTold } from './state';

const told: readonly string[] = ['MeetingProposed', 'MeetingHeld', 'MeetingWaived'];

const weight: Readonly<Record<Meeting['standing'], number>> = { proposed: 0, waived: 1, held: 2 };

/**
 * What stands of two that were told of one meeting: that it was held, else that it is waived, else the later one. Both
 * sides come to the same, in whichever order letters that crossed arrive (TRF-3, PIN-5).
 */
export function standing(known: Meeting | undefined, other: Meeting): Meeting {
  if (known === undefined) return other;
  const difference = weight[other.standing] - weight[known.standing];
  if (difference !== 0) return difference > 0 ? other : known;
  if (other.toldAt !== known.toldAt) return other.toldAt > known.toldAt ? other : known;
  return other.by > known.by ? other : known;
}

/** The meetings after an event. */
export function evolveMeeting(state: MeetingState, event: EventBase): MeetingState {
  if (!told.includes(event.type)) return state;
  const { transferId, meeting } = event as MeetingTold;
  const known = held(state.meetings, transferId);
  return { meetings: { ...state.meetings, [transferId]: standing(known, meeting) } };
}
