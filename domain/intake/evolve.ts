import type { StepMeta } from '../kernel/area';
import type { EventBase } from '../kernel/event';
import type { Opening } from '../kernel/matter';
import { answersIt } from '../letters/enquiry';
import type { ApplicationTakenOver, OfferReceived, TransferEvent } from '../transfer/state';
import type {
  ApplicationRegistered,
  CaseClosed,
  CaseworkerAssigned,
  Closed,
  IntakeEvent,
  IntakeState,
} from './state';

function closedBy(state: IntakeState, { at }: StepMeta, of: Omit<Closed, 'at'>): IntakeState {
  return { ...state, status: 'closed', closed: { at, ...of } };
}

function reasonOf({ reason, act }: CaseClosed): Omit<Closed, 'at'> {
  return act === undefined ? { reason } : { reason, act };
}

function opened(state: IntakeState, meta: StepMeta): IntakeState {
  return state.openedAt === undefined ? { ...state, openedAt: meta.at } : state;
}

/** The own file after an event. */
export function evolveIntake(state: IntakeState, event: EventBase, meta: StepMeta): IntakeState {
  const begun = answered(event.opens === undefined ? state : begin(state, event.opens, meta), event, meta);
  const after =
    evolveOwn(begun, event as IntakeEvent, meta) ??
    evolveByLetter(begun, event as TransferEvent, meta) ??
    begun;
  const told = event.type === 'HomeDistrictSet' || after.homeDistrict !== state.homeDistrict;
  return told ? { ...after, districtSince: meta.at } : after;
}

/** A file that is there goes on; what it is about does not change with what comes to it (CON-10). */
function begin(state: IntakeState, opening: Opening, meta: StepMeta): IntakeState {
  return state.status === 'none' ? opened({ ...state, ...opening, status: 'intake' }, meta) : state;
}

function assigned(state: IntakeState, { person, standIns, supervisors }: CaseworkerAssigned): IntakeState {
  return {
    ...state,
    assignment: { person, standIns },
    ...(supervisors === undefined ? {} : { supervisors }),
  };
}

function registered(event: ApplicationRegistered): Partial<IntakeState> {
  const { channel, inCustody, person, registeredBy, agesToCome } = event;
  return {
    ...{ channel, inCustody },
    ...(person === undefined ? {} : { person }),
    ...(registeredBy === undefined ? {} : { registeredBy }),
    ...(agesToCome === undefined ? {} : { agesToCome }),
  };
}

/** A question is answered once its answer is written. */
function answered(state: IntakeState, { letters = [] }: EventBase, { at }: StepMeta): IntakeState {
  const { question } = state;
  if (question === undefined || !letters.some((letter) => answersIt(letter, question))) return state;
  return { ...state, question: { ...question, answeredAt: at } };
}

function evolveOwn(state: IntakeState, event: IntakeEvent, meta: StepMeta): IntakeState | undefined {
  switch (event.type) {
    case 'ApplicationRegistered':
      return opened({ ...state, status: 'intake', ...registered(event) }, meta);
    case 'CaseworkerAssigned':
      return assigned(state, event);
    case 'SupervisorNamed':
      return { ...state, supervisors: [...(state.supervisors ?? []), event.person] };
    case 'HomeDistrictSet':
      return { ...state, homeDistrict: event.district };
    case 'InvestigationOpened':
      return { ...state, status: 'investigation', investigatedSince: meta.at };
    case 'CaseClosed':
      return closedBy(state, meta, reasonOf(event));
    default:
      return evolveRelease(state, event);
  }
}

/** Whose release is planned is in custody, whatever was said at registration (INT-7). */
function evolveRelease(state: IntakeState, event: IntakeEvent): IntakeState | undefined {
  const { release } = state;
  if (event.type === 'ReleaseDayCame' && release !== undefined)
    return { ...state, release: { ...release, come: true } };
  if (event.type !== 'ReleaseRecorded') return undefined;
  const { date, authority, notes, deadlines } = event;
  return { ...state, inCustody: true, release: { date, authority, notes, deadlines, come: false } };
}

function evolveByLetter(state: IntakeState, event: TransferEvent, meta: StepMeta): IntakeState | undefined {
  switch (event.type) {
    case 'OfferReceived':
      return offered(state, event, meta);
    case 'ApplicationTakenOver':
      return takenOver(state, event);
    case 'OfferDeclined':
      return closedBy(state, meta, { reason: 'offerDeclined' });
    case 'OfferRecalled':
      return closedBy(opened(state, meta), meta, { reason: 'offerRecalled' });
    default:
      return undefined;
  }
}

function offered(state: IntakeState, event: OfferReceived, meta: StepMeta): IntakeState {
  // A recall that overtook its offer has closed the file already.
  if (state.status === 'closed') return state;
  return opened({ ...state, status: 'offered', homeDistrict: event.homeDistrict }, meta);
}

function takenOver(state: IntakeState, event: ApplicationTakenOver): IntakeState {
  return {
    ...state,
    status: 'intake',
    matter: 'exit',
    ...(event.takenOverBy === undefined ? {} : { registeredBy: event.takenOverBy }),
    ...(event.person === undefined ? {} : { person: event.person }),
    ...(event.agesToCome === undefined ? {} : { agesToCome: event.agesToCome }),
  };
}
