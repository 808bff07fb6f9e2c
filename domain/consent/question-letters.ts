import type { CaseState } from '../case/state';
import { isOpened } from '../intake/questions';
import type { LetterRule } from '../kernel/area';
import type { Context } from '../kernel/context';
import { follows, refuses } from '../kernel/decision';
import type { EventBase } from '../kernel/event';
import { idOf } from '../kernel/id';
import type { Matter } from '../kernel/matter';
import type { Obstacle } from '../kernel/refusal';
import { obstacle } from '../kernel/refusal';
import type { QuestionKind } from '../letters/enquiry';
import { answerLetter, posedBy, questionLetter, ruleOf, sharesConsent } from '../letters/enquiry';
import type { Enclosure, LetterHeader, ReceivedLetter } from '../letters/letter';
import { mustBeAwaited } from './enquiries';
import { consentsReceived } from './received';
import type {
  AnswerReceived,
  ConsentReceived,
  QuestionAnswered,
  QuestionAsked,
  QuestionReceived,
} from './state';

/** Puts a question to another unit; what it encloses is a disclosure on the record (CON-4). */
export function ask(
  of: { readonly kind: QuestionKind; readonly to: string },
  enclosures: readonly Enclosure[],
  context: Context,
): QuestionAsked {
  return {
    type: 'QuestionAsked',
    rules: [ruleOf(of.kind), 'CON-4'],
    ...of,
    categories: enclosures.map(({ category }) => category),
    letters: [questionLetter(of, enclosures, context)],
  };
}

/** Answers the question for which the file was opened. */
export function answer(
  { intake: { question } }: CaseState,
  enclosure: Enclosure,
  context: Context,
): readonly QuestionAnswered[] {
  if (question === undefined) return [];
  return [
    {
      type: 'QuestionAnswered',
      rules: [ruleOf(question.kind), 'CON-4'],
      kind: question.kind,
      to: question.from,
      letters: [answerLetter(question, enclosure, context)],
    },
  ];
}

function received(letter: ReceivedLetter, of: Asked, context: Context): QuestionReceived {
  const question = posedBy(letter, of.kind);
  const person = letter.enclosures.find((enclosure) => enclosure.person !== undefined)?.person;
  const rule = ruleOf(of.kind);
  return {
    type: 'QuestionReceived',
    rules: [rule],
    opens: { matter: of.matter, question, ...(person === undefined ? {} : { person }) },
    question,
    enclosures: letter.enclosures,
    notices: [{ noticeId: idOf(context, 'n'), audience: 'unit', matter: 'letterArrived', rule }],
  };
}

/** A kind of question, what a file that it opens is about, and who may put it to this unit. */
interface Asked {
  readonly kind: QuestionKind;
  readonly matter: Matter;
  readonly mayAsk: (header: LetterHeader, context: Context) => Obstacle | undefined;
}

/** The letter that puts a question: it opens a file of its own, with what was disclosed and no more (CON-6, TRF-6). */
export function questionRule(of: Asked): LetterRule<CaseState> {
  return {
    opens: true,
    accepts: (state, header, context) =>
      isOpened(state)
        ? obstacle(
            'TRF-6',
            'A question opens a file of its own; this one is there already.',
            'En fråga öppnar en egen akt; den här finns redan.',
          )
        : of.mayAsk(header, context),
    decide: (state, { letter }, context) =>
      letter === undefined
        ? refuses()
        : follows<QuestionReceived | ConsentReceived>(
            received(letter, of, context),
            ...(sharesConsent(of.kind) ? consentsReceived(state, letter) : []),
          ),
  };
}

/** What the asking file makes of an answer: events of its own, or what is wrong with the answer. */
type Taking = (state: CaseState, letter: ReceivedLetter, context: Context) => readonly EventBase[] | Obstacle;

/** The letter that brings an answer to the case that asked. */
export function answerRule(kind: QuestionKind, take: Taking): LetterRule<CaseState> {
  return {
    accepts: (state, header, context) => mustBeAwaited(state, kind, header, context),
    decide: (state, { letter }, context) => {
      if (letter === undefined) return refuses();
      const taken = take(state, letter, context);
      if ('why' in taken) return refuses(taken);
      return follows<EventBase>(answered(letter, kind, context), ...taken);
    },
  };
}

function answered(letter: ReceivedLetter, kind: QuestionKind, context: Context): AnswerReceived {
  const { reference, from, enclosures } = letter;
  const rule = ruleOf(kind);
  return {
    ...{ type: 'AnswerReceived', rules: [rule], kind, reference, from, enclosures },
    notices: [{ noticeId: idOf(context, 'n'), audience: 'caseworker', matter: 'letterArrived', rule }],
  };
}
