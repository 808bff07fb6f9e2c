import type { PartyId } from '../kernel/actor';
import type { EventBase } from '../kernel/event';
import type { NoteRef } from '../letters/letter';
import type { Instant } from '../time/instant';

/** Who takes part, by function: a closed list, since it goes in a control letter (CON-1). */
export const participants = [
  'sendersCaseworker',
  'sendersSupervisor',
  'receiversReception',
  'receiversCaseworker',
  'receiversSupervisor',
  'person',
] as const;
export type Participant = (typeof participants)[number];

/** The hand-over meeting of one transfer, as this file knows it (TRF-3). */
export interface Meeting {
  readonly standing: 'proposed' | 'held' | 'waived';
  /** Which side said so, and when. */
  readonly by: PartyId;
  readonly toldAt: Instant;
  /** For when it is proposed, or when it was held. */
  readonly meetingAt?: Instant;
  readonly participants?: readonly Participant[];
  /** Why it is waived, where that was done here. */
  readonly notes?: readonly NoteRef[];
}

/** The meetings by transfer. */
export interface MeetingState {
  readonly meetings: Readonly<Record<string, Meeting>>;
}

/** This unit or the other side proposes when to meet. */
export interface MeetingProposed extends EventBase {
  readonly type: 'MeetingProposed';
  readonly transferId: string;
  readonly meeting: Meeting;
}

/** One side says that the meeting was held. */
export interface MeetingHeld extends EventBase {
  readonly type: 'MeetingHeld';
  readonly transferId: string;
  readonly meeting: Meeting;
}

/** One side waives the meeting. */
export interface MeetingWaived extends EventBase {
  readonly type: 'MeetingWaived';
  readonly transferId: string;
  readonly meeting: Meeting;
}

export type MeetingTold = MeetingProposed | MeetingHeld | MeetingWaived;
