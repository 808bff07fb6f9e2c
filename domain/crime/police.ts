import type { CaseState } from '../case/state';
import { isOpen } from '../intake/questions';
import type { LetterRule } from '../kernel/area';
import { follows, refuses } from '../kernel/decision';
import { held } from '../kernel/held';
import { idOf } from '../kernel/id';
import type { Obstacle } from '../kernel/refusal';
import { obstacle } from '../kernel/refusal';
import { oneOf, textIn } from '../letters/facts';
import type { LetterHeader, ReceivedLetter } from '../letters/letter';
import { mustBeAssessedBefore } from '../letters/police';
import { crimeAnswerKey } from './evolve';
import type { CrimeAnswer, PoliceCrimeAnswer, PoliceSeriousCrimeAnswered, Suspicion } from './state';

function askedUnder({ crime }: CaseState, reference: string): Suspicion | undefined {
  return crime.suspicions.find(({ question }) => question?.reference === reference);
}

/** THR-8, CON-8, PIN-4: only an answer to a question of this file that still stands is let in; the header decides. */
function askedHere(state: CaseState, { from, reference }: LetterHeader): Obstacle | undefined {
  const question = askedUnder(state, reference)?.question;
  if (!isOpen(state) || question?.to !== from) {
    return obstacle('THR-8', 'No such answer is awaited here.', 'Något sådant svar väntas inte här.');
  }
  if (!question.stopped) return undefined;
  return obstacle(
    'CON-8',
    'The question was stopped; the answer is refused unread.',
    'Frågan stoppades; svaret avvisas oläst.',
  );
}

function toAnswer(letter: ReceivedLetter, answer: CrimeAnswer, dueAt: string): PoliceCrimeAnswer {
  const { letterId, from, receivedAt, notes, facts } = letter;
  const replaces = textIn(facts['replaces']);
  return {
    ...{ letterId, from, answer, receivedAt, notes, late: receivedAt > dueAt },
    assessedAt: textIn(facts['assessedAt']) ?? receivedAt,
    ...(replaces === undefined ? {} : { replaces }),
  };
}

/** Records whether the exit goes on, as the police see it (THR-8); the same message twice counts once. */
export const policeSeriousCrimeAnswer: LetterRule<CaseState> = {
  accepts: askedHere,
  decide: (state, { letter }, context) => {
    const suspicion = letter === undefined ? undefined : askedUnder(state, letter.reference);
    const said = oneOf<CrimeAnswer>(['goOn', 'stop'], letter?.facts['answer']);
    if (letter === undefined || suspicion?.question === undefined || said === undefined) return refuses();
    const early = mustBeAssessedBefore(letter, letter.facts['assessedAt']);
    if (early !== undefined) return refuses(early);
    if (held(suspicion.police, crimeAnswerKey(letter.from, letter.letterId)) !== undefined) return follows();
    const answer = toAnswer(letter, said, suspicion.question.dueAt);
    return follows<PoliceSeriousCrimeAnswered>({
      ...{ type: 'PoliceSeriousCrimeAnswered', rules: ['THR-8'], reference: letter.reference },
      ...{ late: answer.late, answer },
      notices: [
        { noticeId: idOf(context, 'n'), audience: 'caseworker', matter: 'assessmentArrived', rule: 'THR-4' },
      ],
    });
  },
};
