import type { StepMeta } from '../kernel/area';
import type { Deadline } from '../kernel/deadline';
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
  const { reference, letterId, to, dueAt, consents } = event;
  return { reference, letterId, to, dueAt, consents, stopped: false };
}

function withDeadline(deadlines: readonly Deadline[], added: Deadline): readonly Deadline[] {
  return deadlines.some(({ id }) => id === added.id) ? deadlines : [...deadlines, added];
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
      const suspicion = { id, recordedAt: meta.at, notes, police: {}, deadlines: [deadline], overdue: false };
      return { suspicions: [...state.suspicions, suspicion] };
    }
    case 'SeriousCrimeQuestioned':
      return where(
        state,
        ({ id }) => id === own.suspicionId,
        ({ deadlines }) => ({ question: questioned(own), deadlines: withDeadline(deadlines, own.deadline) }),
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
    case 'SeriousCrimeAnswerOverdue':
      return where(
        state,
        ({ id }) => id === own.suspicionId,
        () => ({ overdue: true }),
      );
    default:
      return state;
  }
}
