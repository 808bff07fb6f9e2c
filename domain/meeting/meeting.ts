import type { CaseState } from '../case/state';
import type { Role } from '../kernel/actor';
import type { Area } from '../kernel/area';
import { evolveMeeting } from './evolve';
import { meetingOutcome, meetingProposal } from './letters';
import { isMeetingProposed } from './questions';
import { proposeHandoverMeeting, recordHandoverMeeting, waiveHandoverMeeting } from './record';
import { meetingWords } from './words';

/** Both ends of a transfer; at the receiver's also reception, while the offer waits. */
const by: readonly Role[] = ['caseworker', 'supervisor', 'reception'];

/** The hand-over meeting, which is preferred and never in the way: proposed, held or waived (TRF-3). */
export const meeting: Area<CaseState, 'meeting'> = {
  initial: { meetings: {} },
  evolve: evolveMeeting,
  words: meetingWords,
  asks: { meetingProposed: isMeetingProposed },
  letters: { meetingProposal, meetingOutcome },
  actions: {
    proposeHandoverMeeting: { by, decide: proposeHandoverMeeting },
    recordHandoverMeeting: { by, decide: recordHandoverMeeting },
    waiveHandoverMeeting: { by, decide: waiveHandoverMeeting },
  },
};
