import type { StepMeta } from '../kernel/area';
import type { EventBase } from '../kernel/event';
import type { CrimeEvent, CrimeQuestion, CrimeState, SeriousCrimeQuestioned, Suspicion } from './state';

function where(
  state: CrimeState,
  is: (suspicion: Suspicion) => boolean,
  change: (suspicion: Suspicion) => Partial<Suspicion>,
): CrimeState {
  return { suspicions: state.suspicions.map((one) => (is(one) ? { ...one, ...change(one) } : one)) };
}

function questioned(event: SeriousCrimeQuestioned): CrimeQuestion {
  const { reference, letterId, to, dueAt, deadline, consents } = event;
  return { reference, letterId, to, dueAt, deadline, consents, stopped: false };
}

/** A letter is known by its sender and its id; two functions may use the same id (PIN-5). */
export function crimeAnswerKey(from: string, letterId: string): string {
  return `${from}/${letterId}`;
}

/** Suspicions of serious crime after an event. */
export function evolveCrime(state: CrimeState, event: EventBase, meta: StepMeta): CrimeState {
  const own = event as CrimeEvent;
  switch (own.type) {
    case 'SeriousCrimeSuspected': {
      const { suspicionId: id, notes, deadline } = own;
      const suspicion = { id, recordedAt: meta.at, notes, police: {}, deadline };
      return { suspicions: [...state.suspicions, suspicion] };
    }
    case 'SeriousCrimeQuestioned':
      return where(
        state,
        ({ id }) => id === own.suspicionId,
        () => ({ question: questioned(own) }),
      );
    case 'SeriousCrimeAnswered': {
      const { answer, notes } = own;
      return where(
        state,
        ({ id }) => id === own.suspicionId,
        () => ({ own: { answer, at: meta.at, notes } }),
      );
    }
    case 'PoliceSeriousCrimeAnswered': {
      const key = crimeAnswerKey(own.answer.from, own.answer.letterId);
      return where(
        state,
        ({ question }) => question?.reference === own.reference,
        ({ police }) => ({ police: { ...police, [key]: own.answer } }),
      );
    }
    case 'SeriousCrimeQuestionStopped':
      return where(
        state,
        ({ question }) => question?.reference === own.reference,
        ({ question }) => (question === undefined ? {} : { question: { ...question, stopped: true } }),
      );
    default:
      return state;
  }
}
