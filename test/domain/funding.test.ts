import type { Body, CaseFile } from './support/case-file';
import { refused } from './support/case-file';
import { assessed, closedAt, criteriaMet, asked, moved, running } from './support/given';
import { anna } from './support/people';

const application: Body = {
  ...{ amountSek: 120_000, from: '2026-03-01', until: '2026-08-31' },
  meetsPoliceDefinition: true,
};
const granted: Body = {
  ...{ outcome: 'granted', decidedOn: '2026-03-02' },
  ...{ amountSek: 90_000, from: '2026-03-01', until: '2026-05-31' },
};

const applied = (file = running()): CaseFile => file.does(anna, 'applyStateFunding', application);
const funding = (file: CaseFile): unknown => (file.view(anna)?.['plan'] as { funding: unknown }).funding;

describe('FUP-4: state funding', () => {
  test('FUP-4: it is applied for, and the police grant another amount for another period', () => {
    const file = applied();
    expect(funding(file)).toMatchObject([{ standing: 'applied', amountSek: 120_000, until: '2026-08-31' }]);
    file.does(anna, 'recordFundingDecision', granted);
    expect(funding(file)).toMatchObject([
      { standing: 'granted', amountSek: 120_000, granted: { amountSek: 90_000, until: '2026-05-31' } },
    ]);
  });

  test('FUP-4: or refuse it; then it can be applied for again', () => {
    const file = applied().does(anna, 'recordFundingDecision', {
      outcome: 'refused',
      decidedOn: '2026-03-02',
    });
    expect(funding(applied(file))).toMatchObject([{ standing: 'refused' }, { standing: 'applied' }]);
  });

  const low = (): CaseFile => assessed({ level: 'low' }, criteriaMet(asked()));
  test.each<{ given: string; file: () => CaseFile; of?: Body; rules: readonly string[] }>([
    {
      given: 'not the police’s definition',
      file: running,
      of: { meetsPoliceDefinition: false },
      rules: ['FUP-4'],
    },
    { given: 'no need of protection', file: low, rules: ['FUP-4'] },
    { given: 'no assessment', file: asked, rules: ['FUP-4'] },
    { given: 'neither', file: low, of: { meetsPoliceDefinition: false }, rules: ['FUP-4', 'FUP-4'] },
    { given: 'one waits for its decision', file: applied, rules: ['FUP-4'] },
    { given: 'a period that ends before', file: running, of: { until: '2026-02-28' }, rules: ['FUP-4'] },
    { given: 'the application moved', file: () => moved().sender, rules: ['FUP-4', 'FUP-4'] },
    {
      ...{ given: 'a closed file', file: () => closedAt('2026-03-02T10:00:00.000Z') },
      rules: ['INT-2', 'FUP-4'],
    },
  ])('FUP-4: $given: refused by $rules', ({ file, of, rules }) => {
    expect(file().tries(anna, 'applyStateFunding', { ...application, ...of })).toEqual(refused(...rules));
  });

  test('FUP-4: a period of one day is one', () => {
    const one = { ...application, until: '2026-03-01' };
    expect(running().tries(anna, 'applyStateFunding', one)).toBeUndefined();
  });

  test.each<{ given: string; body: Body }>([
    { given: 'granted without an amount', body: { outcome: 'granted', decidedOn: '2026-03-02' } },
    { given: 'refused with an amount', body: { ...granted, outcome: 'refused' } },
    { given: 'decided tomorrow', body: { ...granted, decidedOn: '2026-03-03' } },
    { given: 'a period that ends before', body: { ...granted, until: '2026-02-28' } },
  ])('FUP-4: $given: refused', ({ body }) => {
    expect(applied().tries(anna, 'recordFundingDecision', body)).toEqual(refused('FUP-4'));
  });

  test('FUP-4: nothing waits for a decision: refused, also once it is decided', () => {
    expect(running().tries(anna, 'recordFundingDecision', granted)).toEqual(refused('FUP-4'));
    const file = applied().does(anna, 'recordFundingDecision', granted);
    expect(file.tries(anna, 'recordFundingDecision', granted)).toEqual(refused('FUP-4'));
  });

  test('FUP-4: a decision that comes after the closing is recorded', () => {
    const file = closedAt('2026-03-02T10:00:00.000Z', applied());
    expect(file.tries(anna, 'recordFundingDecision', granted)).toBeUndefined();
  });
});
