import fc from 'fast-check';
import { dueWords } from '../../domain/case/details-words';
import { asked, handledBySav, investigating, registered } from './support/given';
import { anna } from './support/people';
import { detailsOf, summariesOf, timersOf } from './support/shown';
import { stories } from './support/stories';

test('WRK-1: the details say what is next, from whom and since when, and what falls due, in both languages', () => {
  // Reminders come some minutes after opening time, by the case's reference.
  expect(detailsOf(asked()).replace(/08:0\d/g, '08:0x')).toBe(
    [
      '## Wait for the answer of the police',
      'Invänta polisens svar',
      '**Status:** open · öppen',
      '**Waits for:** the police · polisen, since 2026-03-02 10:00',
      '### Falls due · Förfaller',
      [
        '- **2026-03-09 08:0x**: reminder: the answer of the police is awaited · påminnelse: polisens svar väntas (THR-3)',
        '- **2026-03-12 08:0x**: reminder: the answer of the police is awaited · påminnelse: polisens svar väntas (THR-3)',
        '- **2026-03-15 08:0x**: reminder: the answer of the police is awaited · påminnelse: polisens svar väntas (THR-3)',
      ].join('\n'),
    ].join('\n\n'),
  );
});

test('WRK-1: since when is since the step that made it so, whatever else happens meanwhile', () => {
  const file = asked();
  file.at('2026-03-04T12:30:00.000Z').does(anna, 'setHomeDistrict', { district: 'hisingen' });
  expect(detailsOf(file)).toContain('the police · polisen, since 2026-03-02 10:00');

  const other = registered();
  other.at('2026-03-04T12:30:00.000Z').does(anna, 'openInvestigation');
  expect(detailsOf(other)).toContain('this unit · den egna enheten, since 2026-03-04 13:30');
});

test('THR-3: once the time for an answer has passed, the details say that it is late', () => {
  const file = asked();
  expect(detailsOf(file)).not.toContain('Overdue');
  file.until('2026-03-17T12:00:00.000Z');
  expect(detailsOf(file)).toContain('**Overdue:**');
});

test('WRK-3: each step is a line of the story', () => {
  const file = investigating().does(anna, 'setHomeDistrict', { district: 'hisingen' });
  expect(summariesOf(file)).toEqual([
    'Step: register application',
    'Step: open investigation',
    'Step: set home district',
  ]);
});

test('ADR 0028: a step whose name tells something is a step in the story too, and the clock says what came', () => {
  const file = handledBySav().does(anna, 'setPlan', { needs: ['housing'] }, 'text');
  expect(summariesOf(file).at(-1)).toBe('Step: see the case');
  const late = asked();
  late.until('2026-03-10T12:00:00.000Z');
  expect(summariesOf(late).at(-1)).toBe('Step: the clock, reminder: the answer of the police is awaited');
});

/** Kinds of deadlines that there only are where the person is suspected, held or taken into care. */
const sealed: readonly string[] = ['careReportMissing', 'crimeAnswerDue', 'releaseReminder', 'releaseDay'];

/** Words of what a case knows of the person, and of what is done with some only. */
const telling =
  /special(?! defector or not)|särskild(?! avhoppare eller inte)|suspic|misstänk|crime|brott|custody|häkte|release|frigiv|abuse|missbruk|ability|förmåga|level|milieu|miljö|\bbops\b|THR-8|RSP-15|INT-7|inquiry/i;

test('CON-6 ADR 0028: whatever happens, what is shown has words for every deadline but the sealed, and none that tells', () => {
  fc.assert(
    fc.property(stories, ({ start, happenings }) => {
      const file = start();
      for (const happen of happenings) happen(file);
      expect([detailsOf(file), ...timersOf(file)].join('\n')).not.toMatch(telling);
      for (const { kind } of file.due())
        expect([kind, dueWords(kind) === undefined]).toEqual([kind, sealed.includes(kind)]);
    }),
    { numRuns: 150 },
  );
});
