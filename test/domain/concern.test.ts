import type { Reader } from '../../domain/kernel/actor';
import { CaseFile, refused, told } from './support/case-file';
import type { Body } from './support/case-file';
import { report, reported, reportedThere } from './support/concern';
import { registered } from './support/given';
import { arrives, byHand } from './support/letters';
import { anna, clas, hedda, hugo, rut, sara, siv } from './support/people';

const now = '2026-03-02T09:00:00.000Z';

describe('TRF-7: a report that reaches SAV goes to the home district', () => {
  test('TRF-7 CON-5: the report as received, whom it is about, and nothing of the file; no consent is needed', () => {
    const file = reported().does(anna, 'forwardConcernReport');
    const letter = file.letter('concernReport');
    expect(letter).toMatchObject({ to: 'hisingen', fromCase: 'c-sav', facts: {} });
    expect(letter.toCase).toBeUndefined();
    expect(letter.enclosures).toEqual([
      {
        category: 'concernReport',
        facts: { receivedAt: '2026-03-02T08:00:00.000Z' },
        notes: [{ noteId: 'o-text', field: 'text' }],
        person: 'v-1',
        carrier: {
          kind: 'ground',
          ground: expect.objectContaining({ id: 'forwardConcernReport', from: '2024-06-27' }) as object,
          use: { decidedAt: file.now, as: 'caseworker', by: 'anna' },
        },
      },
    ]);
    expect(file.state.consent.letters[letter.letterId]).toMatchObject({ categories: ['concernReport'] });
    expect(file.state.intake.matter).toBe('exit');
  });

  test.each<{ given: string; file: () => CaseFile; by: Reader; rules: readonly string[] }>([
    { given: 'no report', file: registered, by: anna, rules: ['TRF-7', 'INT-6'] },
    {
      given: 'an unclear home district',
      file: () => reported().does(anna, 'setHomeDistrict', { district: 'unclear' }),
      by: anna,
      rules: ['INT-6'],
    },
    {
      given: 'a report passed on already',
      file: () => reported().does(anna, 'forwardConcernReport'),
      by: anna,
      rules: ['TRF-7'],
    },
    {
      given: 'a district that got it',
      file: () => new CaseFile('hisingen').does(hugo, 'receiveConcernReport', report, 'text'),
      by: hugo,
      rules: ['TRF-8', 'INT-6'],
    },
    {
      given: 'a day before the ground',
      file: () => {
        const file = reported();
        return file.at('2024-06-26T12:00:00.000Z');
      },
      by: anna,
      rules: ['CON-5'],
    },
  ])('TRF-7 TRF-8 INT-6: $given: $rules', ({ file, by, rules }) => {
    expect(file().tries(by, 'forwardConcernReport')?.rules).toEqual(rules);
  });

  test('TRF-7: two reports go in two letters, each about itself', () => {
    const file = reported().does(anna, 'receiveConcernReport', report, 'second');
    file.does(anna, 'forwardConcernReport');
    const letters = file.letters('concernReport');
    expect(new Set(letters.map(({ reference }) => reference)).size).toBe(2);
    expect(letters.flatMap(({ enclosures }) => enclosures.map(({ notes }) => notes[0]?.field))).toEqual([
      'text',
      'second',
    ]);
  });

  test.each([
    { given: 'that is to come', body: { receivedAt: '2026-03-02T09:00:00.001Z' }, rules: ['TRF-7'] },
    { given: 'that came now', body: { receivedAt: now }, rules: undefined },
  ])('TRF-7: a report $given: $rules', ({ body, rules }) => {
    expect(registered().tries(anna, 'receiveConcernReport', body, 'text')?.rules).toEqual(rules);
  });

  test('TRF-7 INT-2: no report is received in a closed file', () => {
    const file = registered().does(anna, 'withdrawApplication', { at: now });
    file.does(anna, 'closeCase', { reason: 'applicationWithdrawn' });
    expect(file.tries(anna, 'receiveConcernReport', report, 'text')).toEqual(refused('INT-2'));
  });
});

describe('TRF-7: SAV makes sure that the report was received', () => {
  test('TRF-7: a named person confirms it; until then SAV’s file does not close', () => {
    const sender = reported().does(anna, 'withdrawApplication', { at: now });
    const close = { reason: 'applicationWithdrawn' };
    expect(sender.tries(anna, 'closeCase', close)).toEqual(refused('TRF-7'));
    sender.does(anna, 'forwardConcernReport');
    expect(sender.tries(anna, 'closeCase', close)).toEqual(refused('TRF-7'));
    const receiver = reportedThere(sender).does(rut, 'confirmConcernReport');
    const receipt = receiver.letter('concernReceipt');
    expect(receipt).toMatchObject({ to: 'sav', toCase: 'c-sav', enclosures: [] });
    expect(receipt.facts).toEqual({ confirmedBy: 'rut', confirmedAt: now });
    sender.gets(arrives(receipt, 'hisingen', now));
    expect(sender.event('ConcernReceiptRecorded')).toMatchObject({ confirmedBy: 'rut', from: 'hisingen' });
    expect(sender.tries(anna, 'closeCase', close)).toBeUndefined();
  });

  // Monday 2 March 2026: the end of Tuesday's office hours, then of Thursday's.
  test('TRF-7 NTF-3: unconfirmed: sender’s caseworker and receiver’s reception, then each unit’s supervisor', () => {
    const sender = reported().does(anna, 'forwardConcernReport');
    const receiver = reportedThere(sender);
    expect(told(receiver.last())).toEqual(['reception:reportArrived']);
    const done = (file: CaseFile): unknown =>
      file.until('2026-04-01T00:00:00.000Z').map((step) => [step.at, ...told(step)]);
    expect(done(sender)).toEqual([
      ['2026-03-03T15:30:00.000Z', 'caseworker:reportReminder'],
      ['2026-03-05T15:30:00.000Z', 'supervisor:reportOverdue'],
    ]);
    expect(done(receiver)).toEqual([
      ['2026-03-03T15:30:00.000Z', 'reception:reportReminder'],
      ['2026-03-05T15:30:00.000Z', 'supervisor:reportOverdue'],
    ]);
  });

  test('TRF-7 NTF-3: once confirmed nobody is reminded, here or there; a second receipt changes nothing', () => {
    const sender = reported().does(anna, 'forwardConcernReport');
    const receiver = reportedThere(sender).does(hedda, 'confirmConcernReport');
    const receipt = arrives(receiver.letter('concernReceipt'), 'hisingen', now);
    sender.gets(receipt);
    expect(sender.gets({ ...receipt, letterId: 'again', facts: { confirmedBy: 'other' } })).toBeUndefined();
    expect(sender.last().events).toEqual([]);
    expect([sender.due(), receiver.due()]).toEqual([[], []]);
  });

  test.each<{ given: string; of: { from?: string; reference?: string }; facts: Body }>([
    { given: 'of another unit', of: { from: 'nordost' }, facts: { confirmedBy: 'rut' } },
    { given: 'of another report', of: { reference: 'constructor' }, facts: { confirmedBy: 'rut' } },
    { given: 'that names nobody', of: {}, facts: { confirmedBy: '' } },
  ])('TRF-7: a receipt $given is not taken', ({ of, facts }) => {
    const sender = reported().does(anna, 'forwardConcernReport');
    const reference = sender.letter('concernReport').reference;
    const letter = byHand('concernReceipt', { from: 'hisingen', reference, facts, ...of });
    expect(sender.gets(letter)).toEqual(refused('TRF-7'));
  });

  test('TRF-7: what the home district’s system would not take can be passed on again', () => {
    const sender = reported().does(anna, 'forwardConcernReport');
    sender.delivered(sender.letter('concernReport').letterId, 'rejected');
    expect(told(sender.last())).toContain('caseworker:deliveryFailed');
    expect(sender.due().map(({ kind }) => kind)).toEqual(['reportWaitDue', 'reportWaitOverdue']);
    sender.does(anna, 'setHomeDistrict', { district: 'nordost' }).does(anna, 'forwardConcernReport');
    expect(sender.letters('concernReport').map(({ to }) => to)).toEqual(['hisingen', 'nordost']);
    expect(reportedThere(sender).does(rut, 'confirmConcernReport').letters()).toHaveLength(1);
  });

  test('TRF-7: nothing waits for a receipt where no report came from another unit', () => {
    const file = new CaseFile('hisingen').does(hugo, 'receiveConcernReport', report, 'text');
    expect(file.tries(hugo, 'confirmConcernReport')).toEqual(refused('TRF-7'));
    expect(
      reportedThere(reported().does(anna, 'forwardConcernReport'))
        .does(rut, 'confirmConcernReport')
        .tries(rut, 'confirmConcernReport'),
    ).toEqual(refused('TRF-7'));
  });
});

test.each<{ given: string; file: () => CaseFile; by: Reader; next: string; awaits: string }>([
  { given: 'a report at SAV', file: reported, by: anna, next: 'forwardConcern', awaits: 'us' },
  {
    given: 'one passed on',
    file: () => reported().does(anna, 'forwardConcernReport'),
    by: anna,
    next: 'askConsent',
    awaits: 'us',
  },
  {
    given: 'one passed on where nothing else is',
    file: () =>
      new CaseFile('sav')
        .does(anna, 'receiveConcernReport', report, 'text')
        .does(anna, 'setHomeDistrict', { district: 'hisingen' })
        .does(anna, 'forwardConcernReport'),
    by: anna,
    next: 'awaitConcernReceipt',
    awaits: 'receiver',
  },
  {
    given: 'one that came by letter',
    file: () => reportedThere(reported().does(anna, 'forwardConcernReport')),
    by: hedda,
    next: 'confirmConcern',
    awaits: 'ourReceipt',
  },
])('WRK-1 TRF-7: $given: next is $next, and the file waits for $awaits', ({ file, by, next, awaits }) => {
  expect(file().view(by)).toMatchObject({ next: { code: next }, awaits });
});

test('ACC-2: who may receive, pass on and confirm is said of each', () => {
  expect(registered().tries(siv, 'receiveConcernReport', report, 'text')).toBeUndefined();
  expect(registered().tries(sara, 'receiveConcernReport', report, 'text')?.kind).toBe('foreign');
  expect(new CaseFile('centrum').tries(clas, 'confirmConcernReport')?.kind).toBe('foreign');
});
