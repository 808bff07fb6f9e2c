import type { StepMeta } from '../kernel/area';
import type { EventBase } from '../kernel/event';
import type { ApplicationRejected, ExitEnded } from '../decisions/state';
import type { ApplicationRegistered } from '../intake/state';
import { held } from '../kernel/held';
import type {
  Application,
  IncomingTransfer,
  OfferReceived,
  OutgoingTransfer,
  ReceiptRecorded,
  TransferEvent,
  TransferState,
} from './state';

/** What moves or ends the application: decided here, at intake, or by a formal decision. */
type Event = TransferEvent | ApplicationRegistered | ApplicationRejected | ExitEnded;

function withApplication(state: TransferState, standing: Application['standing']): TransferState {
  return state.application === undefined
    ? state
    : { ...state, application: { ...state.application, standing } };
}

function earlierOf({
  earlierApplication: earlier,
}: {
  readonly earlierApplication?: string;
}): Pick<Application, 'earlier'> {
  return earlier === undefined ? {} : { earlier };
}

function withOutgoing(state: TransferState, id: string, change: Partial<OutgoingTransfer>): TransferState {
  const transfer = held(state.outgoing, id);
  return transfer === undefined
    ? state
    : { ...state, outgoing: { ...state.outgoing, [id]: { ...transfer, ...change } } };
}

/** The application is another unit's, in the case to which its package goes (TRF-1). */
function moved(state: TransferState, { transferId, letters = [] }: ReceiptRecorded): TransferState {
  const toCase = letters[0]?.toCase;
  const received = { standing: 'received' as const, ...(toCase === undefined ? {} : { toCase }) };
  return withApplication(withOutgoing(state, transferId, received), 'moved');
}

function withIncoming(state: TransferState, change: Partial<IncomingTransfer>): TransferState {
  return state.incoming === undefined ? state : { ...state, incoming: { ...state.incoming, ...change } };
}

/** An offer that was overtaken by its recall stays recalled. */
function offerReceived(state: TransferState, event: OfferReceived): TransferState {
  const { transferId: id, from, fromCase, offerLetter, receiptDue, deadlines } = event;
  const standing = state.incoming?.standing ?? 'offered';
  return {
    ...state,
    incoming: { id, from, fromCase, offerLetter, receiptDue, deadlines, standing, overdue: false },
  };
}

/** The application and its transfers after an event. */
export function evolveTransfer(state: TransferState, event: EventBase, meta: StepMeta): TransferState {
  const own = event as Event;
  return evolveSender(state, own, meta) ?? evolveReceiver(state, own) ?? evolveApplication(state, own);
}

/** An offer takes the place of the hand-over that was fixed (INT-3). */
function handedOver(state: TransferState): TransferState {
  return state.handover === undefined ? state : { ...state, handover: { ...state.handover, deadlines: [] } };
}

function evolveSender(state: TransferState, event: Event, meta: StepMeta): TransferState | undefined {
  switch (event.type) {
    case 'TransferOffered': {
      const { transferId: id, to, categories, offerLetter, receiptDue, deadlines } = event;
      const transfer: OutgoingTransfer = {
        ...{ id, to, categories, offerLetter, receiptDue, deadlines, offeredAt: meta.at },
        ...{ standing: 'offered', overdue: false },
      };
      return handedOver({ ...state, outgoing: { ...state.outgoing, [id]: transfer } });
    }
    case 'HandoverArmed': {
      const { districtSince, deadlines } = event;
      return { ...state, handover: { districtSince, deadlines } };
    }
    case 'ReceiptRecorded':
      return moved(state, event);
    case 'ReceiptNotRecorded':
      return withOutgoing(state, event.transferId, { standing: 'notRecorded' });
    case 'TransferDeclined':
      return withOutgoing(state, event.transferId, { standing: 'declined' });
    case 'TransferRecalled':
      return withOutgoing(state, event.transferId, { standing: 'recalled' });
    case 'ReceiptOverdue':
      return withIncoming(withOutgoing(state, event.transferId, { overdue: true }), { overdue: true });
    default:
      return undefined;
  }
}

function evolveReceiver(state: TransferState, event: Event): TransferState | undefined {
  switch (event.type) {
    case 'OfferReceived':
      return offerReceived(state, event);
    case 'ReceiptConfirmed':
      return withIncoming(state, { standing: 'confirmed' });
    case 'OfferDeclined':
      return withIncoming(state, { standing: 'declined' });
    case 'OfferRecalled': {
      const { transferId: id, from, fromCase, offerLetter } = event;
      const known = state.incoming ?? { id, from, fromCase, offerLetter, deadlines: [], overdue: false };
      return { ...state, incoming: { ...known, standing: 'recalled' } };
    }
    case 'ApplicationTakenOver': {
      const { applicationRef: ref, appliedAt, from } = event;
      return {
        ...withIncoming(state, { standing: 'takenOver' }),
        application: { ref, appliedAt, from, standing: 'held', ...earlierOf(event) },
      };
    }
    default:
      return undefined;
  }
}

function evolveApplication(state: TransferState, event: Event): TransferState {
  switch (event.type) {
    case 'ApplicationRegistered':
      return {
        ...state,
        application: {
          ...{ ref: event.applicationRef, appliedAt: event.receivedAt, standing: 'held' },
          ...earlierOf(event),
        },
      };
    case 'ExitCompleted':
      return withApplication(state, 'completed');
    case 'ApplicationWithdrawn':
      return withApplication(state, 'withdrawn');
    case 'ApplicationRejected':
      return withApplication(state, 'rejected');
    case 'ExitEnded':
      return withApplication(state, 'ended');
    default:
      return state;
  }
}
