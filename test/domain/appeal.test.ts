import { timeline } from '../../domain/case/timeline';
import type { Body, CaseFile } from './support/case-file';
import { refused } from './support/case-file';
import { decisionOf, ended, rejected } from './support/decided';
import { handledBySav } from './support/given';
import { anna, axel } from './support/people';
import { goteborg } from './support/profile';

const first = '2026-03-10T12:00:00.000Z';
const later = '2026-05-11T12:00:00.000Z';

function appeal(file: CaseFile, of: Body = {}): Body {
  return { decision: decisionOf(file).id, receivedAt: first, ...of };
}

/** Appealed on 10 March; the clock stands in June. */
function appealed(file = rejected('declinesMove')): CaseFile {
  return file.at('2026-06-01T09:00:00.000Z').does(anna, 'recordAppeal', appeal(file));
}

const openAppeal = (file: CaseFile): unknown =>
  (file.view(anna) as { decisions: { hasOpenAppeal: boolean } }).decisions.hasOpenAppeal;

describe('RSP-11: an appeal is recorded with its outcome, by the unit that decided', () => {
  test.each<{ given: string; file: () => CaseFile; of?: Body; rules: readonly string[] | undefined }>([
    { given: 'rejected', file: () => rejected('notAble').at(later), rules: undefined },
    { given: 'ended', file: () => ended().at(later), rules: undefined },
    {
      given: 'with its outcome',
      file: () => rejected('notAble').at(later),
      of: { outcome: 'upheld' },
      rules: undefined,
    },
    {
      given: 'on the day of the decision',
      file: () => rejected('notAble'),
      of: { receivedAt: '2026-03-01T23:00:00.000Z' },
      rules: undefined,
    },
    {
      given: 'the day before',
      file: () => rejected('notAble'),
      of: { receivedAt: '2026-03-01T22:59:59.999Z' },
      rules: ['RSP-11'],
    },
    {
      given: 'in the future',
      file: () => rejected('notAble'),
      of: { receivedAt: '2026-03-02T09:00:00.001Z' },
      rules: ['RSP-11'],
    },
    { given: 'waiting', file: appealed, rules: ['RSP-11'] },
    { given: 'waiting', file: appealed, of: { outcome: 'upheld' }, rules: undefined },
    { given: 'waiting', file: appealed, of: { receivedAt: later }, rules: ['RSP-11'] },
    { given: 'waiting', file: appealed, of: { receivedAt: later, outcome: 'upheld' }, rules: ['RSP-11'] },
    { given: 'settled', file: settled, of: { outcome: 'changed' }, rules: ['RSP-11'] },
    { given: 'settled', file: settled, of: { receivedAt: later }, rules: undefined },
  ])('RSP-11: $given, $of: $rules', ({ file, of, rules }) => {
    const given = file();
    expect(given.tries(anna, 'recordAppeal', appeal(given, of))?.rules).toEqual(rules);
  });

  function settled(): CaseFile {
    const file = appealed();
    return file.does(anna, 'recordAppeal', appeal(file, { outcome: 'dismissed' }));
  }

  test('RSP-11: a unit records no appeal against what it has not decided', () => {
    const file = rejected('notAble');
    expect(file.tries(axel, 'recordAppeal', appeal(file))).toEqual({ kind: 'foreign', rules: [] });
    const body = { decision: decisionOf(file).id, receivedAt: first };
    expect(handledBySav().tries(anna, 'recordAppeal', body)).toEqual(refused('RSP-11'));
    const unknown = { ...body, decision: 'constructor' };
    expect(file.tries(anna, 'recordAppeal', unknown)).toEqual(refused('RSP-11'));
  });

  test('RET-1 RSP-11: also in a closed file, which an open appeal holds until its outcome is there', () => {
    const file = rejected('declinesMove')
      .does(anna, 'closeCase', { reason: 'applicationRejected' })
      .at(later);
    expect(openAppeal(file)).toBe(false);
    file.does(anna, 'recordAppeal', appeal(file));
    expect(openAppeal(file)).toBe(true);
    file.does(anna, 'recordAppeal', appeal(file, { outcome: 'upheld' }));
    expect(openAppeal(file)).toBe(false);
    expect(file.view(anna)).toMatchObject({
      file: 'closed',
      decisions: { taken: [{ appeals: [{ receivedAt: first, outcome: 'upheld' }] }] },
    });
  });

  test.each([
    { outcome: 'upheld', en: /settled: the decision stands\.$/, sv: /avgjort: beslutet står fast\.$/ },
    {
      outcome: 'dismissed',
      en: /settled: the appeal was not tried\.$/,
      sv: /avgjort: överklagandet avvisades\.$/,
    },
    {
      outcome: 'changed',
      en: /was changed\. This revives no application: a new one/,
      sv: /ändrades\. Ansökan återupptas inte/,
    },
    {
      outcome: 'remitted',
      en: /was sent back\. This revives no application: a new one/,
      sv: /återförvisades\. Ansökan återupptas inte/,
    },
  ])('RSP-11 TRF-6: $outcome stands on record, and revives no application', ({ outcome, en, sv }) => {
    const file = appealed();
    const [told] = timeline([file.last()], goteborg);
    expect(told?.what.en).toBe('The decision was appealed; the appeal was received on 2026-03-10.');
    file.does(anna, 'recordAppeal', appeal(file, { outcome }));
    const [what] = timeline([file.last()], goteborg);
    expect(what?.what.en).toMatch(en);
    expect(what?.what.sv).toMatch(sv);
    expect(file.view(anna)).toMatchObject({ holdsApplication: false, application: { standing: 'rejected' } });
  });

  test('WRK-2 RSP-11: an appeal is offered once there is a decision, in an open file and in a closed one', () => {
    expect(handledBySav().offer(anna, 'recordAppeal')).toEqual({ possible: false, rules: ['RSP-11'] });
    expect(appealed().offer(anna, 'recordAppeal').possible).toBe(true);
    const closed = rejected('declinesMove').does(anna, 'closeCase', { reason: 'applicationRejected' });
    expect(closed.offer(anna, 'recordAppeal').possible).toBe(true);
  });
});
