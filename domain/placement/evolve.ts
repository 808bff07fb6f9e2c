import type { StepMeta } from '../kernel/area';
import type { EventBase } from '../kernel/event';
import { held } from '../kernel/held';
import type {
  AcutePlacementDecided,
  PlacementEvent,
  PlacementHandoverRecalled,
  PlacementTakenOver,
} from './events';
import type { IncomingPlacement, Placement, PlacementHandover, PlacementState } from './state';

function withPlacement(state: PlacementState, id: string, change: Partial<Placement>): PlacementState {
  const placements = state.placements.map((one) => (one.id === id ? { ...one, ...change } : one));
  return { ...state, placements };
}

function withHandover(state: PlacementState, id: string, change: Partial<PlacementHandover>): PlacementState {
  const handover = held(state.handovers, id);
  return handover === undefined
    ? state
    : { ...state, handovers: { ...state.handovers, [id]: { ...handover, ...change } } };
}

/** What becomes of the hand-over of a placement that waits for its receipt. */
function withWaiting(
  state: PlacementState,
  placementId: string,
  standing: PlacementHandover['standing'],
): PlacementState {
  const waiting = Object.values(state.handovers).filter(
    (one) => one.placementId === placementId && one.standing === 'waiting',
  );
  return waiting.reduce((after, { id }) => withHandover(after, id, { standing }), state);
}

function withIncoming(state: PlacementState, change: Partial<IncomingPlacement>): PlacementState {
  return state.incoming === undefined ? state : { ...state, incoming: { ...state.incoming, ...change } };
}

const planned = (of: Omit<PlacementHandover, 'standing' | 'overdue'>): PlacementHandover => ({
  ...of,
  standing: 'planned',
  overdue: false,
});

function decided(state: PlacementState, event: AcutePlacementDecided, { at }: StepMeta): PlacementState {
  const { placementId: id, decision, informed, informationClock, handover } = event;
  const placement: Placement = {
    ...{ id, decision, firstDecidedAt: at, standing: 'running' },
    ...(informed === undefined ? {} : { informed }),
    ...(informationClock === undefined ? {} : { informationClock }),
  };
  const plan = handover && planned({ ...handover, placementId: id });
  return {
    ...state,
    placements: [...state.placements, placement],
    ...(plan === undefined ? {} : { handovers: { ...state.handovers, [plan.id]: plan } }),
  };
}

function takenOver(state: PlacementState, event: PlacementTakenOver): PlacementState {
  const { placementId: id, decision, firstDecidedAt, informed, informationClock } = event;
  const placement: Placement = {
    ...{ id, decision, firstDecidedAt, standing: 'running', handoverId: event.handoverId },
    ...(informed === undefined ? {} : { informed }),
    ...(informationClock === undefined ? {} : { informationClock }),
  };
  return {
    ...withIncoming(state, { standing: 'takenOver' }),
    placements: [...state.placements, placement],
  };
}

/** What was taken over is given back with it; a recall that overtook its letter is remembered (PLC-2). */
function recalled(state: PlacementState, event: PlacementHandoverRecalled): PlacementState {
  const { handoverId: id, from, fromCase } = event;
  const known = state.incoming ?? { id, from, fromCase, deadlines: [], overdue: false };
  const placements = state.placements.map((one): Placement =>
    one.handoverId === id && one.standing === 'running' ? { ...one, standing: 'released' } : one,
  );
  return { ...state, incoming: { ...known, standing: 'recalled' }, placements };
}

/** Acute placement after an event. */
export function evolvePlacement(state: PlacementState, event: EventBase, meta: StepMeta): PlacementState {
  const own = event as PlacementEvent;
  return (
    evolveAsked(state, own) ??
    evolveOwn(state, own, meta) ??
    evolveHandover(state, own, meta) ??
    evolveIncoming(state, own) ??
    state
  );
}

function evolveAsked(state: PlacementState, event: PlacementEvent): PlacementState | undefined {
  switch (event.type) {
    case 'PlacementAsked':
      return { ...state, asked: { at: event.askedAt, here: event.here } };
    case 'PlacementApplicationReceived':
      return { ...state, asked: { at: event.askedAt, here: true } };
    case 'PlacementApplicationPassedOn':
      return { ...state, asked: { at: event.askedAt, here: false, passedOnTo: event.to } };
    default:
      return undefined;
  }
}

function evolveOwn(state: PlacementState, event: PlacementEvent, meta: StepMeta): PlacementState | undefined {
  switch (event.type) {
    case 'AcutePlacementDecided':
      return decided(state, event, meta);
    case 'PlacementRenewed':
      return withPlacement(state, event.placementId, { decision: event.decision });
    case 'PlacementInformationRecorded':
      return withPlacement(state, event.placementId, { informed: event.informed });
    case 'PlacementInformationReminded':
      return event.next && withPlacement(state, event.placementId, { informationClock: event.next });
    case 'PlacementLapsed':
      return withWaiting(
        withPlacement(state, event.placementId, { standing: 'lapsed' }),
        event.placementId,
        'lapsed',
      );
    case 'PlacementEnded': {
      const { placementId, endedAt: at, reason } = event;
      const after = withPlacement(state, placementId, { standing: 'ended', ended: { at, reason } });
      return withWaiting(after, placementId, 'recalled');
    }
    default:
      return undefined;
  }
}

function evolveHandover(
  state: PlacementState,
  event: PlacementEvent,
  { at }: StepMeta,
): PlacementState | undefined {
  switch (event.type) {
    case 'PlacementHandoverPlanned': {
      const { handoverId: id, placementId, deadlines } = event;
      const plan = planned({ id, placementId, deadlines });
      const after = withWaiting(state, placementId, 'recalled');
      return { ...after, handovers: { ...after.handovers, [id]: plan } };
    }
    case 'PlacementHandoverSent': {
      const { handoverId, to, letterId, decisionId, deadlines } = event;
      return withHandover(state, handoverId, {
        ...{ standing: 'waiting', sent: { to, letterId, decisionId }, deadlines },
      });
    }
    case 'PlacementHandoverHeld': {
      const { handoverId, why, deadlines = [] } = event;
      const declined = why === 'declined' ? { declinedAt: at, overdue: false } : {};
      return withHandover(state, handoverId, { standing: 'held', deadlines, ...declined });
    }
    case 'PlacementReceiptRecorded':
      return withPlacement(
        withHandover(state, event.handoverId, { standing: 'received' }),
        event.placementId,
        { standing: 'takenOver' },
      );
    default:
      return undefined;
  }
}

function evolveIncoming(state: PlacementState, event: PlacementEvent): PlacementState | undefined {
  switch (event.type) {
    case 'PlacementHandoverReceived': {
      const { handoverId: id, from, fromCase, told, deadlines } = event;
      const incoming: IncomingPlacement = {
        ...{ id, from, fromCase, deadlines, standing: 'waiting', overdue: false },
        ...(told === undefined ? {} : { told }),
      };
      return { ...state, incoming };
    }
    case 'PlacementTakenOver':
      return takenOver(state, event);
    case 'PlacementDeclined':
      return withIncoming(state, { standing: 'declined' });
    case 'PlacementHandoverRecalled':
      return recalled(state, event);
    case 'PlacementReceiptOverdue':
      return withIncoming(withHandover(state, event.handoverId, { overdue: true }), { overdue: true });
    default:
      return undefined;
  }
}
