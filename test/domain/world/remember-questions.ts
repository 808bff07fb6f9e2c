import type { AnswerReceived, QuestionReceived } from '../../../domain/consent/state';
import type { EventBase } from '../../../domain/kernel/event';
import type { Memory } from './memory';

/** A question between units: put by this file, or what it was opened for. */
export interface RememberedQuestion {
  /** The letter that puts it; none where the question came here. */
  readonly letterId?: string;
  /** What carries question and answer, where a consent does. */
  readonly consentId?: string;
  /** Answered, or its letter was not taken. */
  over: boolean;
}

const asking: readonly string[] = ['adviceQuestion', 'homeDistrictQuestion', 'classificationRequest'];

/** Remembers which questions wait for an answer, there or here, and what answers them (CON-7, INT-6, RSP-13). */
export function rememberQuestions({ questions }: Memory, event: EventBase): void {
  for (const { kind, reference, letterId, enclosures } of event.letters ?? []) {
    if (!asking.includes(kind)) continue;
    const [carrier] = enclosures.map((enclosure) => enclosure.carrier);
    const under = carrier?.kind === 'consent' ? { consentId: carrier.consent.consentId } : {};
    questions.set(reference, { letterId, ...under, over: false });
  }
  tellers[event.type]?.(questions, event as never);
}

/** A letter that was stopped or not taken is never answered. */
export function rememberNotTaken({ questions }: Memory, letterId: unknown): void {
  for (const question of questions.values()) if (question.letterId === letterId) question.over = true;
}

type Tell = (questions: Memory['questions'], event: never) => void;

const tellers: Readonly<Record<string, Tell>> = {
  QuestionReceived: (questions, { question: { id, kind, consentId } }: QuestionReceived) => {
    // Who asks for the home district is not shown, so nobody is told of the end of that consent (INT-6).
    const isShown = kind !== 'homeDistrictQuestion' && consentId !== undefined;
    questions.set(id, { ...(isShown ? { consentId } : {}), over: false });
  },
  QuestionAnswered: (questions) => {
    for (const question of questions.values()) if (question.letterId === undefined) question.over = true;
  },
  AnswerReceived: (questions, { reference }: AnswerReceived) => {
    const question = questions.get(reference);
    if (question !== undefined) question.over = true;
  },
};
