import type { CaseState } from '../case/state';
import { contentOf, heldCategories } from '../case/enclosures';
import { carrierFor } from '../consent/carriers';
import type { LetterRule } from '../kernel/area';
import type { Context } from '../kernel/context';
import { follows, refuses } from '../kernel/decision';
import type { EventBase } from '../kernel/event';
import { held } from '../kernel/held';
import { idOf } from '../kernel/id';
import type { Notice } from '../kernel/notice';
import type { Obstacle } from '../kernel/refusal';
import { obstacle } from '../kernel/refusal';
import type { Decision } from '../kernel/step';
import { oneOf, textIn } from '../letters/facts';
import type { LetterHeader, ReceivedLetter } from '../letters/letter';
import { recallLetter, transferPackage } from './offer';
import { transferRoad } from './road';
import { declineReasons } from './state';
import type {
  AnswerTooLate,
  OutgoingTransfer,
  RecallAnswered,
  ReceiptNotRecorded,
  ReceiptRecorded,
  TransferDeclined,
} from './state';

/** Only the party to which a transfer was offered may answer it. */
function ownTransfer(state: CaseState, { from, reference }: LetterHeader): Obstacle | undefined {
  if (held(state.transfer.outgoing, reference)?.to === from) return undefined;
  return obstacle(
    'TRF-1',
    'No such transfer was offered to that unit.',
    'Ingen sådan överflyttning har erbjudits enheten.',
  );
}

const told = (matter: Notice['matter'], context: Context): readonly Notice[] => [
  { noticeId: idOf(context, 'n'), audience: 'caseworker', matter, rule: 'TRF-1' },
];

function tooLate(letter: ReceivedLetter): Decision {
  const event: AnswerTooLate = {
    type: 'AnswerTooLate',
    rules: ['TRF-1'],
    transferId: letter.reference,
    from: letter.from,
  };
  return follows(event);
}

/** TRF-1: with nothing to carry the core the receipt is not recorded, this unit goes on holding, and both sides are told. */
function notRecorded(transfer: OutgoingTransfer, context: Context): ReceiptNotRecorded {
  return {
    type: 'ReceiptNotRecorded',
    rules: ['TRF-1', 'CON-4'],
    transferId: transfer.id,
    to: transfer.to,
    letters: [recallLetter(transfer, context)],
    notices: told('receiptNotRecorded', context),
  };
}

/** The one decision point: the receipt is recorded, the application moves, the package leaves (TRF-1, TRF-2, TRF-6). */
function recorded(
  state: CaseState,
  transfer: OutgoingTransfer,
  letter: ReceivedLetter & { readonly confirmedBy: string },
  context: Context,
): ReceiptRecorded {
  const enclosures = transferPackage(state, transfer.to, transfer.categories, context).map((enclosure) =>
    enclosure.category === 'core' ? { ...enclosure, claimed: true } : enclosure,
  );
  const goes = enclosures.map(({ category }) => category);
  return {
    type: 'ReceiptRecorded',
    rules: ['TRF-1', 'TRF-2', 'TRF-6', 'CON-4'],
    transferId: transfer.id,
    to: transfer.to,
    confirmedBy: letter.confirmedBy,
    goes,
    kept: heldCategories(state).filter((category) => !goes.includes(category)),
    letters: [
      {
        letterId: idOf(context, 'l'),
        kind: 'transferPackage',
        to: transfer.to,
        toCase: letter.fromCase,
        opener: transfer.offerLetter,
        fromCase: context.caseRef,
        reference: transfer.id,
        facts: {},
        enclosures,
      },
    ],
    notices: told('transferReceived', context),
  };
}

const unnamed = (): Obstacle =>
  obstacle(
    'TRF-1',
    'A receipt names the person who confirmed it.',
    'En mottagningsbekräftelse anger vem som bekräftade.',
  );

/** The receiver's named person confirmed. What this file records first holds (ADR 0004). */
export const transferReceipt: LetterRule<CaseState> = {
  accepts: ownTransfer,
  decide: (state, { letter }, context) => {
    const transfer = letter === undefined ? undefined : held(state.transfer.outgoing, letter.reference);
    if (letter === undefined || transfer === undefined) return refuses();
    if (transfer.standing !== 'offered') return tooLate(letter);
    const confirmedBy = textIn(letter.facts['confirmedBy']);
    if (confirmedBy === undefined) return refuses(unnamed());
    const carried =
      carrierFor(state, transferRoad(transfer.to, context), 'core', context) !== undefined &&
      contentOf(state, 'core') !== undefined;
    const event: EventBase = carried
      ? recorded(state, transfer, { ...letter, confirmedBy }, context)
      : notRecorded(transfer, context);
    return follows(event);
  },
};

/** The receiver declined: this unit goes on holding, nothing was disclosed (TRF-4). */
export const transferDecline: LetterRule<CaseState> = {
  accepts: ownTransfer,
  decide: (state, { letter }, context) => {
    const transfer = letter === undefined ? undefined : held(state.transfer.outgoing, letter.reference);
    if (letter === undefined || transfer === undefined) return refuses();
    if (transfer.standing !== 'offered') return tooLate(letter);
    return follows<TransferDeclined>({
      type: 'TransferDeclined',
      rules: ['TRF-4'],
      transferId: transfer.id,
      to: transfer.to,
      reason: oneOf(declineReasons, letter.facts['reason']) ?? 'other',
      notices: told('transferDeclined', context),
    });
  },
};

/** The receiver tells what became of a recall. */
export const recallAnswer: LetterRule<CaseState> = {
  accepts: ownTransfer,
  decide: (_state, { letter }) =>
    letter === undefined
      ? refuses()
      : follows<RecallAnswered>({
          type: 'RecallAnswered',
          rules: ['TRF-1'],
          transferId: letter.reference,
          from: letter.from,
        }),
};
