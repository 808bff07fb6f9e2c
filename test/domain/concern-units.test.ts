import type { Reader } from '../../domain/kernel/actor';
import type { LetterKind } from '../../domain/letters/letter';
import { CaseFile, refused } from './support/case-file';
import { report, reported, reportedThere } from './support/concern';
import { consents } from './support/given';
import { arrives } from './support/letters';
import { anna, hedda, hugo, jouren, rut } from './support/people';

const now = '2026-03-02T09:00:00.000Z';
const jossan: Reader = { person: 'jossan', unit: 'socialjour', roles: ['supervisor'] };

describe('TRF-8: a report that reaches a district is handled there', () => {
  test('TRF-8 ACC-2: it opens a file of its own; reception sees a stub until it is assigned', () => {
    const file = reportedThere(reported().does(anna, 'forwardConcernReport'));
    expect(file.view(rut)).toMatchObject({ kind: 'stub', matter: 'concern', awaits: 'ourReceipt' });
    expect(JSON.stringify(file.view(rut))).not.toMatch(/v-1|o-text/);
    file.does(rut, 'confirmConcernReport').does(hedda, 'assignCaseworker', { person: 'hugo', standIns: [] });
    expect(file.view(hugo)).toMatchObject({ kind: 'full', next: { code: 'handleConcern' } });
    expect(file.state.intake).toMatchObject({
      person: 'in-v-1',
      homeDistrict: 'hisingen',
      matter: 'concern',
    });
    file.does(hugo, 'closeCase', { reason: 'concernHandled' });
    expect(file.state.intake.closed?.reason).toBe('concernHandled');
  });

  test('TRF-6 CON-10: it enters no file that is there', () => {
    const letter = arrives(reported().does(anna, 'forwardConcernReport').letter('concernReport'), 'sav', now);
    const own = new CaseFile('hisingen').does(hugo, 'receiveConcernReport', report, 'text');
    expect(own.gets(letter)).toEqual(refused('TRF-6'));
  });

  test.each<{ given: string; of: { from?: string; enclosures?: [] }; rule: string }>([
    { given: 'from the police', of: { from: 'las' }, rule: 'CON-1' },
    { given: 'from itself', of: { from: 'hisingen' }, rule: 'CON-1' },
    { given: 'with nothing in it', of: { enclosures: [] }, rule: 'TRF-7' },
  ])('TRF-7 CON-1: a report $given opens nothing', ({ of, rule }) => {
    const letter = arrives(reported().does(anna, 'forwardConcernReport').letter('concernReport'), 'sav', now);
    expect(new CaseFile('hisingen').gets({ ...letter, ...of })).toEqual(refused(rule));
  });

  test.each<{ given: string; open: () => CaseFile }>([
    {
      given: 'passed on by SAV',
      open: () =>
        reportedThere(reported().does(anna, 'forwardConcernReport'))
          .does(rut, 'confirmConcernReport')
          .does(hedda, 'assignCaseworker', { person: 'hugo', standIns: [] }),
    },
    {
      given: 'received itself',
      open: () => new CaseFile('hisingen').does(hugo, 'receiveConcernReport', report, 'text'),
    },
  ])('TRF-8 CON-1: $given: SAV is contacted only with the person’s consent', ({ open }) => {
    const file = open();
    const to = { recipient: 'sav', categories: ['concernReport'], purpose: 'disclosure' };
    expect(file.tries(hugo, 'discloseWithConsent', { ...to, consent: 's-none' })).toEqual(refused('CON-1'));
    const consent = consents(file, ['sav'], ['concernReport'], { purpose: 'disclosure' });
    const sent = ['concernReport', 'disclosure'] as LetterKind[];
    expect(file.letters().filter(({ kind }) => sent.includes(kind))).toEqual([]);
    file.does(hugo, 'discloseWithConsent', { ...to, consent });
    expect(file.letter('disclosure')).toMatchObject({ to: 'sav' });
  });

  test.each([
    { who: 'a caseworker', by: hugo, opened: { assignment: { person: 'hugo', standIns: [] } } },
    { who: 'reception', by: rut, opened: { matter: 'concern' } },
  ])('TRF-8: $who of a district receives a report and opens its file', ({ by, opened }) => {
    const file = new CaseFile('hisingen').does(by, 'receiveConcernReport', report, 'text');
    expect(file.state.intake).toMatchObject({
      status: 'intake',
      matter: 'concern',
      person: 'v-1',
      ...opened,
    });
  });
});

describe('INT-9 INT-3: out of office hours the duty desk receives, and its clock passes on', () => {
  /** Received by the duty desk on Friday 6 March 2026 at 20:00 local. */
  function atNight(): CaseFile {
    const file = new CaseFile('socialjour').at('2026-03-06T19:00:00.000Z');
    return file.does(jouren, 'receiveConcernReport', { receivedAt: '2026-03-06T19:00:00.000Z' }, 'text');
  }
  const sentAt = (file: CaseFile): readonly string[] =>
    file.steps
      .filter(({ events }) => events.some(({ type }) => type === 'ConcernForwarded'))
      .map(({ at }) => at);

  test.each([
    { known: '2026-03-06T20:00:00.000Z', goes: '2026-03-09T07:00:00.000Z', when: 'the same evening' },
    { known: '2026-03-09T07:30:00.000Z', goes: '2026-03-09T07:30:00.000Z', when: 'later, in office hours' },
    { known: '2026-03-09T16:00:00.000Z', goes: '2026-03-10T07:00:00.000Z', when: 'later, after them' },
  ])('INT-9 INT-3: the district known $when ($known): it goes $goes by itself', ({ known, goes }) => {
    const file = atNight();
    file.until(known);
    file.does(jossan, 'setHomeDistrict', { district: 'hisingen' }).until('2026-03-20T00:00:00.000Z');
    expect(sentAt(file)).toEqual([goes]);
    expect(file.letter('concernReport').enclosures.map(({ category }) => category)).toEqual([
      'concernReport',
    ]);
  });

  test('INT-9: while the district is not known nothing goes; a district that is taken back lets nothing go', () => {
    const file = atNight().does(jossan, 'setHomeDistrict', { district: 'hisingen' });
    file.does(jossan, 'setHomeDistrict', { district: 'unclear' }).until('2026-03-10T12:00:00.000Z');
    expect(sentAt(file)).toEqual([]);
    file.does(jossan, 'setHomeDistrict', { district: 'nordost' }).until('2026-03-10T12:00:01.000Z');
    expect(sentAt(file)).toEqual(['2026-03-10T12:00:00.000Z']);
  });

  test('INT-9 TRF-7: sent by hand before that, the clock sends nothing more', () => {
    const file = atNight()
      .does(jossan, 'setHomeDistrict', { district: 'hisingen' })
      .does(jossan, 'forwardConcernReport');
    file.until('2026-03-20T00:00:00.000Z');
    expect(sentAt(file)).toEqual(['2026-03-06T19:00:00.000Z']);
    const receiver = reportedThere(file).does(rut, 'confirmConcernReport');
    file.gets(arrives(receiver.letter('concernReceipt'), 'hisingen', file.now));
    file.does(jossan, 'closeCase', { reason: 'concernHandled' });
    expect(file.state.intake.status).toBe('closed');
  });
});
