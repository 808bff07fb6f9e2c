import type { PartyId } from '../kernel/actor';
import type { Context } from '../kernel/context';
import { idOf } from '../kernel/id';
import type { RuleId } from '../kernel/rule';
import type { Instant } from '../time/instant';
import type { Enclosure, Letter, LetterKind, ReceivedLetter } from './letter';

interface QuestionRule {
  readonly answer: LetterKind;
  readonly rule: RuleId;
  /** The category of information that holds question and answer. */
  readonly category: string;
  /** Whether the consent that carried the question carries its answer too; otherwise a ground of its own does. */
  readonly sharesConsent: boolean;
}

/** Each question that one unit puts to another. */
const questions = {
  adviceQuestion: { answer: 'adviceAnswer', rule: 'CON-7', category: 'question', sharesConsent: true },
  homeDistrictQuestion: {
    ...{ answer: 'homeDistrictAnswer', rule: 'INT-6', category: 'homeDistrict' },
    // Who holds the consent is not shown, so nobody could be told there that it has ended.
    sharesConsent: false,
  },
  classificationRequest: {
    ...{ answer: 'classificationAnswer', rule: 'RSP-13', category: 'question', sharesConsent: true },
  },
} as const satisfies Partial<Record<LetterKind, QuestionRule>>;

export type QuestionKind = keyof typeof questions;

/** A question that this file put to another unit. */
export interface Enquiry {
  /** The reference under which it is asked and answered. */
  readonly id: string;
  readonly kind: QuestionKind;
  readonly to: PartyId;
  readonly letterId: string;
  readonly askedAt: Instant;
  /** The consent that carries question and answer; absent where a ground does. */
  readonly consentId?: string;
  readonly answeredAt?: Instant;
}

/** The question for which another unit had this file opened. */
export interface PosedQuestion {
  readonly id: string;
  readonly kind: QuestionKind;
  readonly from: PartyId;
  readonly fromCase: string;
  readonly askedAt: Instant;
  /** The consent that carries question and answer; absent where a ground does. */
  readonly consentId?: string;
  readonly answeredAt?: Instant;
}

function isQuestion(kind: LetterKind): kind is QuestionKind {
  return Object.hasOwn(questions, kind);
}

/** The kind of question that a letter puts; nothing for other letters. */
export function questionIn({ kind }: Pick<Letter, 'kind'>): QuestionKind | undefined {
  return isQuestion(kind) ? kind : undefined;
}

/** The rule under which such a question is asked and answered. */
export function ruleOf(kind: QuestionKind): RuleId {
  return questions[kind].rule;
}

/** The category of information that holds such a question, and its answer. */
export function categoryOf(kind: QuestionKind): string {
  return questions[kind].category;
}

/** Whether question and answer go under one consent, which therefore enters the ledger of the unit that is asked. */
export function sharesConsent(kind: QuestionKind): boolean {
  return questions[kind].sharesConsent;
}

/** Whether the letter answers the question. */
export function answersIt({ kind }: Pick<Letter, 'kind'>, question: PosedQuestion): boolean {
  return questions[question.kind].answer === kind;
}

/** A new question; its reference tells nothing of the case that asks. */
export function questionLetter(
  of: { readonly kind: QuestionKind; readonly to: PartyId },
  enclosures: readonly Enclosure[],
  context: Context,
): Letter {
  return {
    ...of,
    letterId: idOf(context, 'l'),
    fromCase: context.caseRef,
    reference: idOf(context, 'q'),
    facts: {},
    enclosures,
  };
}

/** The answer goes to the case that asked, and to no other (CON-7, INT-6, RSP-13). */
export function answerLetter(question: PosedQuestion, enclosure: Enclosure, context: Context): Letter {
  return {
    letterId: idOf(context, 'l'),
    kind: questions[question.kind].answer,
    to: question.from,
    toCase: question.fromCase,
    fromCase: context.caseRef,
    reference: question.id,
    facts: {},
    enclosures: [enclosure],
  };
}

/** The question that a received letter puts. */
export function posedBy(letter: ReceivedLetter, kind: QuestionKind): PosedQuestion {
  const carrier = letter.enclosures.find(({ category }) => category === categoryOf(kind))?.carrier;
  return {
    ...{ id: letter.reference, kind, from: letter.from, fromCase: letter.fromCase },
    askedAt: letter.receivedAt,
    ...(sharesConsent(kind) && carrier?.kind === 'consent' ? { consentId: carrier.consent.consentId } : {}),
  };
}
