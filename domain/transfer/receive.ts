import type { CaseState } from '../case/state';
import type { LetterRule } from '../kernel/area';
import type { Context } from '../kernel/context';
import { fieldsOf, follows, refuses, unless } from '../kernel/decision';
import { idOf } from '../kernel/id';
import type { Obstacle } from '../kernel/refusal';
import { obstacle } from '../kernel/refusal';
import type { Action, Decision } from '../kernel/step';
import type { Json } from '../kernel/text';
import { instantOr } from '../letters/facts';
import type { Letter, LetterHeader, LetterKind } from '../letters/letter';
import type { Notice } from '../kernel/notice';
import { hasFunction } from '../profile/lookup';
import { mustBeOtherUnit } from '../letters/sender';
import { receiptClocks } from './offer';
import type {
  DeclineReason,
  IncomingTransfer,
  OfferDeclined,
  OfferReceived,
  OfferRecalled,
  RecallTooLate,
  ReceiptConfirmed,
} from './state';

const notOffered = (): Obstacle =>
  obstacle(
    'TRF-1',
    'No offer waits for our receipt here.',
    'Inget erbjudande väntar på vår mottagningsbekräftelse.',
  );

function waiting(state: CaseState): IncomingTransfer | undefined {
  return state.transfer.incoming?.standing === 'offered' ? state.transfer.incoming : undefined;
}

function answer(
  kind: LetterKind,
  incoming: IncomingTransfer,
  facts: Letter['facts'],
  context: Context,
): Letter {
  return {
    letterId: idOf(context, 'l'),
    kind,
    to: incoming.from,
    toCase: incoming.fromCase,
    fromCase: context.caseRef,
    reference: incoming.id,
    facts,
    enclosures: [],
  };
}

/** A named person of this unit confirms that the application is received (TRF-1, CON-11). */
export function confirmReceipt(state: CaseState, _action: Action, context: Context): Decision {
  const incoming = waiting(state);
  if (incoming === undefined || context.actor.kind !== 'person') return refuses(notOffered());
  const by = context.actor.person;
  return follows<ReceiptConfirmed>({
    type: 'ReceiptConfirmed',
    rules: ['TRF-1', 'CON-11'],
    transferId: incoming.id,
    by,
    letters: [answer('transferReceipt', incoming, { confirmedBy: by, confirmedAt: context.now }, context)],
  });
}

/** Declines the offer with a reason; nothing was disclosed (TRF-4). */
export function declineTransfer(state: CaseState, action: Action, context: Context): Decision {
  const { reason } = fieldsOf<{ reason: DeclineReason }>(action);
  const incoming = waiting(state);
  return unless<OfferDeclined>([incoming === undefined ? notOffered() : undefined], () =>
    incoming === undefined
      ? []
      : [
          {
            type: 'OfferDeclined',
            rules: ['TRF-4'],
            transferId: incoming.id,
            reason,
            letters: [answer('transferDecline', incoming, { reason, declinedAt: context.now }, context)],
          },
        ],
  );
}

/** An offer opens a file; it never enters one that is there, unless that began with the recall that overtook it. */
function opensHere(state: CaseState, { reference, from }: LetterHeader): boolean {
  const { incoming } = state.transfer;
  if (incoming === undefined) return state.intake.status === 'none';
  return incoming.id === reference && incoming.from === from && incoming.receiptDue === undefined;
}

/** The stub holds a district or nothing: whatever else a sender wrote there is not taken in (CON-11). */
function districtIn({ profile }: Pick<Context, 'profile'>, fact: Json | undefined): string {
  return typeof fact === 'string' && hasFunction(profile, fact, 'district') ? fact : 'unclear';
}

/** An offer opens a file of its own, with nothing but the stub (CON-11, TRF-6). */
export const transferOffer: LetterRule<CaseState> = {
  opens: true,
  accepts: (state, header, context) =>
    opensHere(state, header)
      ? mustBeOtherUnit(header, context)
      : obstacle(
          'TRF-6',
          'An offer opens a file of its own; this one is there already.',
          'Ett erbjudande öppnar en egen akt; den här finns redan.',
        ),
  decide: (state, { letter }, context) => {
    if (letter === undefined) return refuses();
    const receiptDue = instantOr(letter.facts['receiptDue'], context.now);
    const overtaken = state.transfer.incoming !== undefined;
    const notice: Notice = {
      ...{ noticeId: idOf(context, 'n'), audience: 'reception', matter: 'receiptAwaited', rule: 'TRF-1' },
      dueAt: receiptDue,
    };
    return follows<OfferReceived>({
      type: 'OfferReceived',
      rules: ['CON-11', 'TRF-6'],
      transferId: letter.reference,
      from: letter.from,
      fromCase: letter.fromCase,
      offerLetter: letter.letterId,
      homeDistrict: districtIn(context, letter.facts['homeDistrict']),
      receiptDue,
      deadlines: receiptClocks(letter.reference, context),
      notices: overtaken ? [] : [notice],
    });
  },
};

function recallAnswer(
  told: 'released' | 'alreadyConfirmed',
  letter: NonNullable<Action['letter']>,
  context: Context,
): Letter {
  return {
    letterId: idOf(context, 'l'),
    kind: 'recallAnswer',
    to: letter.from,
    toCase: letter.fromCase,
    fromCase: context.caseRef,
    reference: letter.reference,
    facts: { answer: told, answeredAt: context.now },
    enclosures: [],
  };
}

/** This unit holds the application: a recall changes nothing any more (TRF-6). */
function recallTooLate(
  { id }: IncomingTransfer,
  letter: NonNullable<Action['letter']>,
  context: Context,
): RecallTooLate {
  return {
    type: 'RecallTooLate',
    rules: ['TRF-1', 'TRF-6'],
    transferId: id,
    from: letter.from,
    letters: [recallAnswer('alreadyConfirmed', letter, context)],
  };
}

/** The sender takes the offer back; also when the recall overtakes the offer on the way (TRF-1). */
export const transferRecall: LetterRule<CaseState> = {
  opens: true,
  overtakes: true,
  accepts: (state, header, context) => {
    const { incoming } = state.transfer;
    const ours = incoming?.id === header.reference && incoming.from === header.from;
    return ours || (incoming === undefined && state.intake.status === 'none')
      ? mustBeOtherUnit(header, context)
      : obstacle('TRF-1', 'No such transfer here.', 'Någon sådan överflyttning finns inte här.');
  },
  decide: (state, { letter }, context) => {
    if (letter === undefined) return refuses();
    const { incoming } = state.transfer;
    if (incoming?.standing === 'declined' || incoming?.standing === 'recalled') return follows();
    if (incoming?.standing === 'takenOver') return follows(recallTooLate(incoming, letter, context));
    const recalled: OfferRecalled = {
      type: 'OfferRecalled',
      rules: ['TRF-1'],
      transferId: letter.reference,
      from: letter.from,
      fromCase: letter.fromCase,
      offerLetter: incoming?.offerLetter ?? '',
      letters: [recallAnswer('released', letter, context)],
      notices: [
        { noticeId: idOf(context, 'n'), audience: 'reception', matter: 'transferRecalled', rule: 'TRF-1' },
      ],
    };
    return follows<OfferRecalled>(recalled);
  },
};
