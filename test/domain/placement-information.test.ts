import { refused } from './support/case-file';
import { hugo } from './support/people';
import { clockTold, monday, placed, standings } from './support/placing';

describe('PLC-4: the person is told how it works, and that the decision holds for the investigation only', () => {
  test('PLC-4: the decision stands without it; the record is due the next working day, then the supervisor is told', () => {
    const file = placed();
    expect(standings(file)).toEqual([['running']]);
    expect(clockTold(file.until('2026-03-06T00:00:00.000Z'))).toEqual([
      '03-03 caseworker:placementInformation',
      '03-04 supervisor:placementInformation',
    ]);
    expect(clockTold(file.until('2026-03-11T00:00:00.000Z'))).toEqual([]);
  });

  test.each([
    { now: '2026-03-06T09:00:00.000Z', due: '2026-03-09T15:30:00.000Z', of: 'Friday' },
    { now: '2026-04-02T09:00:00.000Z', due: '2026-04-07T14:30:00.000Z', of: 'Maundy Thursday' },
    { now: '2026-12-23T09:00:00.000Z', due: '2026-12-28T15:30:00.000Z', of: 'before Christmas Eve' },
    {
      now: '2026-03-27T09:00:00.000Z',
      due: '2026-03-30T14:30:00.000Z',
      of: 'before the change of the clock',
    },
  ])('PLC-4: decided on $of, due $due', ({ now, due }) => {
    const clock = placed(now)
      .due()
      .filter(({ kind }) => kind === 'informationDue');
    expect(clock.map(({ rule, at }) => [rule, at])).toEqual([['PLC-4', due]]);
  });

  test('PLC-4: once recorded nobody is reminded, and it is recorded once', () => {
    const file = placed();
    const record = { toldAt: monday, by: 'hugo' };
    file.does(hugo, 'recordPlacementInformation', record, 'information');
    expect(file.event('PlacementInformationRecorded')).toMatchObject({
      ...{ informed: record, notes: [{ field: 'information' }], rules: ['PLC-4'] },
    });
    expect(clockTold(file.until('2026-03-11T00:00:00.000Z'))).toEqual([]);
    expect(file.tries(hugo, 'recordPlacementInformation', record)).toEqual(refused('PLC-4'));
  });

  test.each([
    { toldAt: '2026-03-02T09:00:00.001Z', rules: ['PLC-4'] },
    { toldAt: monday, rules: undefined },
  ])('PLC-4: recorded at 10:00 that it was told $toldAt: $rules', ({ toldAt, rules }) => {
    expect(placed().tries(hugo, 'recordPlacementInformation', { toldAt, by: 'hugo' })?.rules).toEqual(rules);
  });

  test('PLC-4 PLC-6: without a placement there is nothing to tell, and after its end nobody is reminded', () => {
    const file = placed().does(hugo, 'endPlacement', { at: monday, reason: 'personLeft' });
    expect(file.tries(hugo, 'recordPlacementInformation', { toldAt: monday, by: 'hugo' })).toEqual(
      refused('PLC-6'),
    );
    expect(file.due()).toEqual([]);
  });
});
