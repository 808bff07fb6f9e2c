import type { ReceivedLetter } from '../../domain/letters/letter';
import { CaseFile } from './support/case-file';
import { crimeAnswer, suspicionOf } from './support/crime';
import { suspected } from './support/given';
import { anna } from './support/people';
import type { Chance } from './world/chance';
import { chanceOf } from './world/chance';

// PIN-5: what the police answer on serious crime, in any order, repeated and delayed, ends in the same state of the case.

const SHUFFLES = 1000;
const DAY_MS = 86_400_000;

/** Answers of both functions, and corrections of what is there, of what comes, and of what never comes. */
function answersOf(file: CaseFile, chance: Chance): readonly ReceivedLetter[] {
  return Array.from({ length: 2 + chance.below(4) }, (_, nth) => {
    const replaces = chance.pick([undefined, undefined, 'q0', 'q1', 'q2', 'never']);
    const assessedAt = `2026-03-02T0${(6 + chance.below(3)).toString()}:00:00.000Z`;
    return crimeAnswer(file, chance.pick(['goOn', 'stop']), {
      ...{ letterId: `q${nth.toString()}`, from: chance.pick(['las', 'bops']) },
      facts: replaces === undefined ? { assessedAt } : { assessedAt, replaces },
    });
  });
}

/** The answers come to a copy of the file, so far apart; the unit has answered, or it answers when all have come. */
function played(file: CaseFile, answers: readonly ReceivedLetter[], apartMs: number): CaseFile {
  const copy = new CaseFile(file.unit, file.caseRef);
  copy.state = file.state;
  answers.forEach((answer, nth) => {
    const receivedAt = new Date(Date.parse('2026-03-03T09:00:00.000Z') + nth * apartMs).toISOString();
    copy.at(receivedAt).gets({ ...answer, receivedAt });
  });
  return copy.at('2026-06-01T09:00:00.000Z');
}

/** What the police say, of all that they have answered; which answer came first is left out. */
const policeOf = (file: CaseFile): unknown => (suspicionOf(file) as { readonly police?: unknown }).police;

/** What the case comes to: what the police say, and what is next; without the times of arrival. */
function endOf(file: CaseFile): unknown {
  const timeless = (key: string, value: unknown): unknown =>
    key === 'receivedAt' || key === 'late' ? undefined : value;
  const seen = file.view(anna);
  return JSON.parse(
    JSON.stringify(
      {
        ...{ police: policeOf(file), awaits: seen?.['awaits'], next: seen?.['next'] },
        held: file.state.crime.suspicions.map(({ police, own, question }) => ({ police, own, question })),
      },
      timeless,
    ),
  );
}

test.each([
  { delay: 'all at once', apartMs: 0, isAnswered: true },
  { delay: 'days apart, some after the time has ended', apartMs: DAY_MS * 9, isAnswered: false },
])('PIN-5 THR-8: the same answers shuffled and repeated, $delay, end in the same state', (way) => {
  const file = suspected();
  if (way.isAnswered) file.does(anna, 'answerSeriousCrime', { answer: 'goOn' });
  const ends = new Set<unknown>();
  for (let seed = 0; seed < SHUFFLES / 2; seed += 1) {
    const chance = chanceOf(seed, way.apartMs);
    const answers = answersOf(file, chance);
    const one = endOf(played(file, answers, way.apartMs));
    const shuffled = chance.shuffled([...answers, ...chance.sample(answers, 0.4)]);
    const story = answers.map(({ letterId, from, facts }) => ({ letterId, from, ...facts }));
    expect({ seed, story, end: endOf(played(file, shuffled, way.apartMs)) }).toEqual({
      seed,
      story,
      end: one,
    });
    ends.add(JSON.stringify(one));
  }
  // Answers that all came to the same would prove nothing.
  expect(ends.size).toBeGreaterThan(10);
});
