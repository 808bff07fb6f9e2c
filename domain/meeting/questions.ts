import type { CaseState } from '../case/state';
import { held } from '../kernel/held';
import { transferUnderWay } from '../transfer/questions';
import type { Meeting } from './state';

/** The hand-over meeting of a transfer; undefined where nothing is said of one (TRF-3). */
export function meetingOf(state: CaseState, transferId: string | undefined): Meeting | undefined {
  return transferId === undefined ? undefined : held(state.meeting.meetings, transferId);
}

/** Whether the transfer of this file has a hand-over meeting that was neither held nor waived (TRF-3). */
export function isMeetingOpen(state: CaseState): boolean {
  const transfer = transferUnderWay(state);
  const meeting = meetingOf(state, transfer?.transferId);
  return transfer !== undefined && (meeting === undefined || meeting.standing === 'proposed');
}

/** Whether a meeting is proposed and waits to be held. */
export function isMeetingProposed(state: CaseState): boolean {
  return meetingOf(state, transferUnderWay(state)?.transferId)?.standing === 'proposed';
}
