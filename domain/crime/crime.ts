import type { CaseState } from '../case/state';
import type { Area } from '../kernel/area';
import type { Context } from '../kernel/context';
import type { Deadline } from '../kernel/deadline';
import { idOf } from '../kernel/id';
import { evolveCrime } from './evolve';
import { crimeFollow } from './follow';
import { policeSeriousCrimeAnswer } from './police';
import { answersDue, isCrimeAnswerOverdue, openSuspicion } from './questions';
import type { SeriousCrimeAnswerOverdue } from './state';
import { answerSeriousCrime, recordSeriousCrimeSuspicion } from './suspect';
import { crimeWords } from './words';

function overdue(due: Deadline, context: Context): SeriousCrimeAnswerOverdue {
  const notice = {
    audience: 'supervisor',
    matter: 'answerOverdue',
    // Which rule it is would tell of the suspicion (NTF-1).
    rule: 'NTF-3',
    dueAt: due.at,
  } as const;
  return {
    ...{ type: 'SeriousCrimeAnswerOverdue', rules: ['THR-8', 'NTF-3'], suspicionId: due.subject },
    notices: [{ noticeId: idOf(context, 'n'), ...notice }],
  };
}

function crimeDeadlines(state: CaseState): readonly Deadline[] {
  const open = openSuspicion(state);
  return open === undefined ? [] : answersDue(open);
}

/** Suspicion of serious crime: whether the exit goes on (THR-8). */
export const crime: Area<CaseState, 'crime'> = {
  initial: { suspicions: [] },
  evolve: evolveCrime,
  words: crimeWords,
  follow: crimeFollow,
  deadlines: crimeDeadlines,
  due: (_state, due, context) => [overdue(due, context)],
  asks: { answerOverdue: isCrimeAnswerOverdue },
  letters: { policeSeriousCrimeAnswer },
  actions: {
    recordSeriousCrimeSuspicion: {
      by: ['caseworker', 'supervisor'],
      tells: 'suspicion',
      decide: recordSeriousCrimeSuspicion,
    },
    answerSeriousCrime: { by: ['caseworker', 'supervisor'], tells: 'suspicion', decide: answerSeriousCrime },
  },
};
