import { areaList } from '../../domain/case/areas';
import { caseRow } from '../../domain/case/row';
import { askingMatters } from '../../domain/kernel/notice';
import type { CaseFile } from './support/case-file';
import { told } from './support/case-file';
import { arrives } from './support/letters';
import { hugo } from './support/people';
import { advised, askedAtSav, atDistrict, atDutyDesk, jonas, requested } from './support/questions';

const april = '2026-04-01T00:00:00.000Z';

/** What the clock told, and when. */
const lines = (file: CaseFile): unknown =>
  file
    .until(april)
    .filter((step) => told(step).some((what) => what.includes('question')))
    .map((step) => [step.at, ...told(step)]);

// Asked on Monday 2 March 2026: the morning of the second working day, then the end of the fifth.
const reminder = '2026-03-04T07:00:00.000Z';
const escalation = '2026-03-09T15:30:00.000Z';

describe('NTF-3: a question between units is not forgotten', () => {
  test.each([
    { what: 'advice (CON-7)', ask: advised, kind: 'adviceQuestion' as const },
    { what: 'the classification (RSP-13)', ask: requested, kind: 'classificationRequest' as const },
  ])('NTF-3: $what: who asked is reminded, then the supervisor; and so is who was asked', ({ ask, kind }) => {
    const { file } = ask();
    const there = askedAtSav(file.letter(kind));
    expect(lines(file)).toEqual([
      [reminder, 'caseworker:questionReminder'],
      [escalation, 'supervisor:questionOverdue'],
    ]);
    expect(lines(there)).toEqual([
      [reminder, 'unit:questionReminder'],
      [escalation, 'supervisor:questionOverdue'],
    ]);
    expect([caseRow(file.state).overdue, caseRow(there.state).overdue]).toEqual([true, true]);
  });

  test('NTF-1: neither the deadline nor the notice names the rule of the question', () => {
    const { file } = requested();
    const due = file.due().filter(({ kind }) => kind.startsWith('question'));
    expect(due.map(({ rule }) => rule)).toEqual(['NTF-3', 'NTF-3']);
  });

  test('NTF-3 CON-3: never once what carried it has ended, or its letter was not taken', () => {
    const { file, consent } = advised();
    expect(lines(file.does(hugo, 'withdrawConsent', { consent, at: file.now }))).toEqual([]);
    const other = requested().file;
    other.delivered(other.letter('classificationRequest').letterId, 'rejected');
    expect(lines(other)).toEqual([]);
  });

  test.each(['questionReminder', 'questionOverdue'])(
    'NTF-3 CON-2: %s comes late, and the time of the consent has run out meanwhile: nobody is told, there or here',
    (wanted) => {
      const { file } = advised(['core'], { until: '2026-03-20T12:00:00.000Z' });
      const there = askedAtSav(file.letter('adviceQuestion'));
      for (const one of [file, there]) {
        const due = one.due().find(({ kind }) => kind === wanted);
        const step = one.at('2026-03-21T12:00:00.000Z').ticks(due?.id ?? '');
        expect([due?.kind, step.events.map(({ type }) => type)]).toEqual([wanted, ['DeadlinePassed']]);
      }
    },
  );

  test('INT-6 NTF-3: the duty desk is reminded of the home district it was asked for; once it answers nobody is', () => {
    const file = atDistrict().does(hugo, 'askHomeDistrict', {}, 'what');
    const desk = atDutyDesk(file.letter('homeDistrictQuestion'));
    desk.until(reminder);
    expect(told(desk.last())).toEqual(['unit:questionReminder']);
    desk.does(jonas, 'answerHomeDistrict', { district: 'nordost' });
    expect(caseRow(desk.state).settled).toContain('questionReminder');
    file.gets(arrives(desk.letter('homeDistrictAnswer'), 'socialjour', file.now));
    expect([lines(file), lines(desk)]).toEqual([[], []]);
  });

  test('NTF-3: in a closed file nobody is told', () => {
    const file = advised().file.does(hugo, 'withdrawApplication', { at: '2026-03-02T09:00:00.000Z' });
    expect(lines(file.does(hugo, 'closeCase', { reason: 'applicationWithdrawn' }))).toEqual([]);
  });
});

test('NTF-3: every matter that asks for something is answered by exactly one area, and none that only tells', () => {
  const named = areaList.flatMap(({ asks = {} }) => Object.keys(asks));
  expect(named.toSorted()).toEqual([...askingMatters].toSorted());
});
