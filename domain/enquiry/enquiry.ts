import type { CaseState } from '../case/state';
import type { Area } from '../kernel/area';
import type { Context } from '../kernel/context';
import type { Deadline } from '../kernel/deadline';
import { deadline } from '../kernel/deadline';
import type { EventBase } from '../kernel/event';
import { idOf } from '../kernel/id';
import type { NoticeAudience } from '../kernel/notice';
import { limitAfter, reminderAfter } from '../time/span';
import { clocksOf, hasOpenQuestion, isCarried, isQuestionOverdue, openQuestions } from './questions';
import type { EnquiryEvent, EnquiryState, QuestionClockSet, QuestionReminded } from './state';
import { enquiryWords } from './words';

/** Numbers that keep this area's notices of a step apart from those of others. */
const NTH = 1300;

/** The rule of a question would tell what it is about, so its clocks carry NTF-3 (NTF-1). */
function clocks(questionId: string, { now, profile }: Context): readonly Deadline[] {
  const { calendar, questions } = profile;
  const clock = (kind: string, at: string): Deadline =>
    deadline({ rule: 'NTF-3', kind, subject: questionId, at, legal: false });
  return [
    clock('questionReminder', reminderAfter(now, questions.reminder, calendar)),
    clock('questionOverdue', limitAfter(now, questions.escalation, calendar)),
  ];
}

/** Every question that is open and has no clock yet gets one. */
function follow(_before: CaseState, after: CaseState, context: Context): readonly QuestionClockSet[] {
  return openQuestions(after)
    .filter((question) => clocksOf(after, question).length === 0)
    .map(({ id }) => ({
      type: 'QuestionClockSet',
      rules: ['NTF-3'],
      questionId: id,
      clocks: clocks(id, context),
    }));
}

/** First who works with it, or the unit that was asked, then the supervisor (NTF-3). */
function audienceOf(overdue: boolean, ours: boolean): NoticeAudience {
  if (overdue) return 'supervisor';
  return ours ? 'caseworker' : 'unit';
}

function due(state: CaseState, { subject, kind, at }: Deadline, context: Context): readonly EventBase[] {
  const question = openQuestions(state).find(({ id }) => id === subject);
  if (question === undefined || !isCarried(state, question, context)) return [];
  const overdue = kind === 'questionOverdue';
  const reminded: QuestionReminded = {
    ...{ type: 'QuestionReminded', rules: ['NTF-3'], questionId: subject, ours: question.ours, overdue },
    notices: [
      {
        ...{ noticeId: idOf(context, 'n', NTH), audience: audienceOf(overdue, question.ours) },
        ...{ matter: overdue ? 'questionOverdue' : 'questionReminder', rule: 'NTF-3', dueAt: at },
      },
    ],
  };
  return [reminded];
}

function evolve(state: EnquiryState, event: EventBase): EnquiryState {
  const own = event as EnquiryEvent;
  if (own.type !== 'QuestionClockSet') return state;
  return { ...state, clocks: { ...state.clocks, [own.questionId]: own.clocks } };
}

/** Questions between units are not forgotten: who asked and who was asked are reminded (NTF-3). */
export const enquiry: Area<CaseState, 'enquiry'> = {
  initial: { clocks: {} },
  actions: {},
  evolve,
  follow,
  deadlines: (state) => openQuestions(state).flatMap((question) => clocksOf(state, question)),
  due,
  asks: { questionReminder: hasOpenQuestion, questionOverdue: isQuestionOverdue },
  words: enquiryWords,
};
