import type { CaseState } from '../case/state';
import type { LetterRule } from '../kernel/area';
import type { Context } from '../kernel/context';
import { fieldsOf, follows, refuses, unless } from '../kernel/decision';
import { idOf } from '../kernel/id';
import type { Obstacle } from '../kernel/refusal';
import { obstacle } from '../kernel/refusal';
import type { Action, Decision } from '../kernel/step';
import type { Letter, LetterKind } from '../letters/letter';
import type { Notice } from '../kernel/notice';
import { receiptClocks } from './offer';
import type {
  DeclineReason,
  IncomingTransfer,
  OfferDeclined,
  OfferReceived,
  OfferRecalled,
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

/** An offer opens a file of its own, with nothing but the stub (CON-11, TRF-6). */
export const transferOffer: LetterRule<CaseState> = {
  opens: true,
  accepts: (state, header) =>
    state.transfer.incoming === undefined || state.transfer.incoming.id === header.reference
      ? undefined
      : obstacle('TRF-6', 'This file belongs to another transfer.', 'Akten hör till en annan överflyttning.'),
  decide: (state, { letter }, context) => {
    if (letter === undefined) return refuses();
    const { homeDistrict, receiptDue } = letter.facts as Readonly<Record<string, string>>;
    const overtaken = state.transfer.incoming !== undefined;
    const notice: Notice = {
      ...{ noticeId: idOf(context, 'n'), audience: 'reception', matter: 'receiptAwaited', rule: 'TRF-1' },
      ...(receiptDue === undefined ? {} : { dueAt: receiptDue }),
    };
    return follows<OfferReceived>({
      type: 'OfferReceived',
      rules: ['CON-11', 'TRF-6'],
      transferId: letter.reference,
      from: letter.from,
      fromCase: letter.fromCase,
      offerLetter: letter.letterId,
      homeDistrict: homeDistrict ?? 'unclear',
      receiptDue: receiptDue ?? context.now,
      deadlines: receiptClocks(letter.reference, context),
      notices: overtaken ? [] : [notice],
    });
  },
};

function recallAnswer(
  incoming: IncomingTransfer | undefined,
  letter: NonNullable<Action['letter']>,
  context: Context,
): Letter {
  const released = incoming?.standing !== 'takenOver';
  return {
    letterId: idOf(context, 'l'),
    kind: 'recallAnswer',
    to: letter.from,
    toCase: letter.fromCase,
    fromCase: context.caseRef,
    reference: letter.reference,
    facts: { answer: released ? 'released' : 'alreadyConfirmed', answeredAt: context.now },
    enclosures: [],
  };
}

/** The sender takes the offer back; also when the recall overtakes the offer on the way (TRF-1). */
export const transferRecall: LetterRule<CaseState> = {
  opens: true,
  accepts: (state, header) => {
    const { incoming } = state.transfer;
    const ours = incoming === undefined ? state.intake.status === 'none' : incoming.id === header.reference;
    return ours
      ? undefined
      : obstacle('TRF-1', 'No such transfer here.', 'Någon sådan överflyttning finns inte här.');
  },
  decide: (state, { letter }, context) => {
    if (letter === undefined) return refuses();
    const { incoming } = state.transfer;
    if (incoming?.standing === 'declined' || incoming?.standing === 'recalled') return follows();
    const recalled: OfferRecalled = {
      type: 'OfferRecalled',
      rules: ['TRF-1'],
      transferId: letter.reference,
      from: letter.from,
      fromCase: letter.fromCase,
      offerLetter: incoming?.offerLetter ?? '',
      letters: [recallAnswer(incoming, letter, context)],
      notices: [
        { noticeId: idOf(context, 'n'), audience: 'reception', matter: 'transferRecalled', rule: 'TRF-1' },
      ],
    };
    return follows<OfferRecalled>(recalled);
  },
};
