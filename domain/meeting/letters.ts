import type { CaseState } from '../case/state';
import type { LetterRule } from '../kernel/area';
import type { Context } from '../kernel/context';
import { follows, refuses } from '../kernel/decision';
import { idOf } from '../kernel/id';
import type { Notice, NoticeMatter } from '../kernel/notice';
import type { Obstacle } from '../kernel/refusal';
import { obstacle } from '../kernel/refusal';
import type { Decision } from '../kernel/step';
import { instantOr, listIn, oneOf } from '../letters/facts';
import type { LetterHeader, ReceivedLetter } from '../letters/letter';
import { isTransferWith, transferUnderWay } from '../transfer/questions';
import { standing } from './evolve';
import { meetingOf } from './questions';
import type { Meeting, MeetingTold } from './state';
import { participants } from './state';

/** Only the other side of a transfer says something of its meeting. */
function fromOtherSide(state: CaseState, { from, reference }: LetterHeader): Obstacle | undefined {
  if (isTransferWith(state, from, reference)) return undefined;
  return obstacle(
    'TRF-3',
    'There is no such transfer with that unit.',
    'Det finns ingen sådan överflyttning med enheten.',
  );
}

/** Someone who can answer is told, where it changes something in a file that is not closed. */
function notices(
  { intake: { status } }: CaseState,
  { standing: now, meetingAt }: Meeting,
  context: Context,
): readonly Notice[] {
  if (status === 'closed') return [];
  const matter: NoticeMatter = now === 'proposed' ? 'meetingProposed' : 'meetingSettled';
  const audience = status === 'offered' ? 'reception' : 'caseworker';
  const due = now === 'proposed' && meetingAt !== undefined ? { dueAt: meetingAt } : {};
  return [{ noticeId: idOf(context, 'n'), audience, matter, rule: 'TRF-3', ...due }];
}

function told(
  state: CaseState,
  { reference }: LetterHeader,
  { type, meeting }: Pick<MeetingTold, 'type' | 'meeting'>,
  context: Context,
): Decision {
  const changes = standing(meetingOf(state, reference), meeting) === meeting;
  // NTF-3: of a transfer that was taken back or declined nobody meets any more.
  const isUnderWay = transferUnderWay(state)?.transferId === reference;
  return follows<MeetingTold>({
    ...{ type, rules: ['TRF-3'], transferId: reference, meeting },
    notices: changes && isUnderWay ? notices(state, meeting, context) : [],
  });
}

/** The other side proposes when to meet. */
export const meetingProposal: LetterRule<CaseState> = {
  accepts: fromOtherSide,
  decide: (state, { letter }, context) => {
    if (letter === undefined) return refuses();
    const { from: by, facts, receivedAt } = letter;
    const meeting: Meeting = {
      standing: 'proposed',
      by,
      toldAt: instantOr(facts['proposedAt'], receivedAt),
      meetingAt: instantOr(facts['meetingAt'], receivedAt),
    };
    return told(state, letter, { type: 'MeetingProposed', meeting }, context);
  },
};

function outcome({ from: by, facts, receivedAt }: ReceivedLetter): Pick<MeetingTold, 'type' | 'meeting'> {
  const toldAt = instantOr(facts['recordedAt'], receivedAt);
  if (facts['outcome'] !== 'held') {
    return { type: 'MeetingWaived', meeting: { standing: 'waived', by, toldAt, notes: [] } };
  }
  const there = listIn(facts['participants']).flatMap((name) => oneOf(participants, name) ?? []);
  const meetingAt = instantOr(facts['heldAt'], receivedAt);
  return {
    type: 'MeetingHeld',
    meeting: { standing: 'held', by, toldAt, meetingAt, participants: there },
  };
}

/** The other side says that it was held, or waives it. */
export const meetingOutcome: LetterRule<CaseState> = {
  accepts: fromOtherSide,
  decide: (state, { letter }, context) =>
    letter === undefined ? refuses() : told(state, letter, outcome(letter), context),
};
