import type { CaseState } from '../case/state';
import { isDelivered } from '../consent/questions';
import type { Context } from '../kernel/context';
import { fieldsOf, unless } from '../kernel/decision';
import { idOf } from '../kernel/id';
import type { Obstacle } from '../kernel/refusal';
import { obstacle } from '../kernel/refusal';
import type { Action, Decision } from '../kernel/step';
import type { Letter } from '../letters/letter';
import type { Instant } from '../time/instant';
import type { TransferEnd } from '../transfer/questions';
import { transferUnderWay } from '../transfer/questions';
import { meetingOf } from './questions';
import type { Meeting, MeetingTold, Participant } from './state';

/** Objects unless a transfer is under way or done, in a file that is not closed, and the other side can know of it. */
function mustHaveTransfer(state: CaseState, transfer: TransferEnd | undefined): Obstacle | undefined {
  if (transfer === undefined || state.intake.status === 'closed') {
    return obstacle(
      'TRF-3',
      'A hand-over meeting belongs to a transfer, and none is under way here.',
      'Ett överlämningsmöte hör till en överflyttning, och ingen pågår här.',
    );
  }
  // A letter about the meeting must not come before the offer that opens the receiver's file.
  if (transfer.opener === undefined || transfer.isReceived || isDelivered(state, transfer.opener))
    return undefined;
  return obstacle(
    'TRF-3',
    'The offer has not reached the receiver yet.',
    'Erbjudandet har inte nått mottagaren ännu.',
  );
}

function notSettled(meeting: Meeting | undefined, by: readonly Meeting['standing'][]): Obstacle | undefined {
  if (meeting === undefined || !by.includes(meeting.standing)) return undefined;
  return meeting.standing === 'held'
    ? obstacle('TRF-3', 'The hand-over meeting has been held.', 'Överlämningsmötet har hållits.')
    : obstacle('TRF-3', 'The hand-over meeting is waived.', 'Överlämningsmötet är avstått från.');
}

function letterTo(
  { transferId, unit, opener, toCase }: TransferEnd,
  of: Pick<Letter, 'kind' | 'facts'>,
  context: Context,
): Letter {
  return {
    ...of,
    letterId: idOf(context, 'l'),
    to: unit,
    fromCase: context.caseRef,
    ...(opener === undefined ? {} : { opener }),
    ...(toCase === undefined ? {} : { toCase }),
    reference: transferId,
    enclosures: [],
  };
}

interface Said {
  readonly type: MeetingTold['type'];
  readonly meeting: Omit<Meeting, 'by' | 'toldAt'>;
  readonly letter: Pick<Letter, 'kind' | 'facts'>;
}

/** Says something of the meeting of this file's transfer, here and to the other side, unless something stands in the way. */
function says(
  state: CaseState,
  checks: (meeting: Meeting | undefined) => readonly (Obstacle | undefined)[],
  { type, meeting, letter }: Said,
  context: Context,
): Decision {
  const transfer = transferUnderWay(state);
  const known = meetingOf(state, transfer?.transferId);
  return unless<MeetingTold>([mustHaveTransfer(state, transfer), ...checks(known)], () =>
    transfer === undefined
      ? []
      : [
          {
            type,
            rules: ['TRF-3', 'CON-1'],
            transferId: transfer.transferId,
            meeting: { ...meeting, by: context.unit, toldAt: context.now },
            letters: [letterTo(transfer, letter, context)],
          },
        ],
  );
}

/** Proposes when to meet; a new proposal takes the place of the last one (TRF-3). */
export function proposeHandoverMeeting(state: CaseState, action: Action, context: Context): Decision {
  const { at } = fieldsOf<{ at: Instant }>(action);
  const past =
    at > context.now
      ? undefined
      : obstacle('TRF-3', 'Propose a time that is still ahead.', 'Föreslå en tid som ligger framåt.');
  return says(
    state,
    (meeting) => [notSettled(meeting, ['held', 'waived']), past],
    {
      type: 'MeetingProposed',
      meeting: { standing: 'proposed', meetingAt: at },
      letter: { kind: 'meetingProposal', facts: { meetingAt: at, proposedAt: context.now } },
    },
    context,
  );
}

/** Records that the meeting was held, and who took part by function; also one that had been waived (TRF-3). */
export function recordHandoverMeeting(state: CaseState, action: Action, context: Context): Decision {
  const { at, participants } = fieldsOf<{ at: Instant; participants: readonly Participant[] }>(action);
  const ahead =
    at <= context.now
      ? undefined
      : obstacle('TRF-3', 'A meeting ahead has not been held.', 'Ett möte framåt i tiden har inte hållits.');
  return says(
    state,
    (meeting) => [notSettled(meeting, ['held']), ahead],
    {
      type: 'MeetingHeld',
      meeting: { standing: 'held', meetingAt: at, participants },
      letter: {
        kind: 'meetingOutcome',
        facts: { outcome: 'held', heldAt: at, participants, recordedAt: context.now },
      },
    },
    context,
  );
}

/** Waives the meeting with a reason, which stays in this file (TRF-3). */
export function waiveHandoverMeeting(state: CaseState, action: Action, context: Context): Decision {
  return says(
    state,
    (meeting) => [notSettled(meeting, ['held', 'waived'])],
    {
      type: 'MeetingWaived',
      meeting: { standing: 'waived', notes: action.notes ?? [] },
      letter: { kind: 'meetingOutcome', facts: { outcome: 'waived', recordedAt: context.now } },
    },
    context,
  );
}
