import { CaseFile, refused, told } from './support/case-file';
import { consented, fridayEvening, openedBy, received } from './support/duty-desk';
import { registration } from './support/given';
import { arrives } from './support/letters';
import { hedda, hugo, jouren, rut } from './support/people';
import { staffOf } from './world/case-file';

const chief = staffOf('socialjour', 'supervisor');

const offers = (file: CaseFile): readonly unknown[] =>
  file.steps
    .filter(({ events }) => events.some(({ type }) => type === 'TransferOffered'))
    .map(({ at, actor }) => [at, actor.kind]);

const monday = '2026-03-09T07:00:00.000Z';
const later = '2026-06-30T00:00:00.000Z';

describe('INT-3: the duty desk hands over by the clock', () => {
  test.each([
    ['2026-03-06T19:00:00.000Z', monday, 'Friday evening'],
    ['2026-03-03T02:00:00.000Z', '2026-03-03T07:00:00.000Z', 'the small hours of a Tuesday'],
    ['2026-03-03T10:00:00.000Z', '2026-03-04T07:00:00.000Z', 'by day: it is not refused, and the clock runs'],
    ['2026-12-23T17:00:00.000Z', '2026-12-28T07:00:00.000Z', 'the evening before Christmas Eve'],
    ['2026-12-30T17:00:00.000Z', '2027-01-04T07:00:00.000Z', 'the evening before New Year’s Eve'],
    ['2026-06-18T16:00:00.000Z', '2026-06-22T06:00:00.000Z', 'the evening before Midsummer’s Eve'],
    ['2026-03-28T20:00:00.000Z', '2026-03-30T06:00:00.000Z', 'the night in which summer time begins'],
    ['2026-10-24T20:00:00.000Z', '2026-10-26T07:00:00.000Z', 'the night in which it ends'],
  ])('INT-3 INT-8: received %s: offered %s, once (%s)', (at, due) => {
    const file = received(at).does(jouren, 'setHomeDistrict', { district: 'hisingen' });
    expect(file.event('HandoverArmed')).toMatchObject({ at: due, rules: ['INT-3'] });
    expect(file.due()).toMatchObject([{ rule: 'INT-3', at: due, legal: true }]);
    file.until(new Date(Date.parse(due) - 1).toISOString());
    expect(offers(file)).toEqual([]);
    file.until('2027-06-30T00:00:00.000Z');
    expect(offers(file)).toEqual([[due, 'clock']]);
    expect(file.event('TransferOffered')).toMatchObject({ to: 'hisingen' });
    expect(file.event('TransferOffered').rules).toEqual(expect.arrayContaining(['INT-3', 'INT-9', 'CON-11']));
  });

  test.each([
    ['2026-03-07T12:00:00.000Z', monday, 'on Saturday'],
    ['2026-03-09T09:30:00.000Z', '2026-03-09T09:30:00.000Z', 'on Monday in office hours: at once'],
    ['2026-03-09T16:00:00.000Z', '2026-03-10T07:00:00.000Z', 'on Monday evening'],
    ['2026-03-27T17:00:00.000Z', '2026-03-30T06:00:00.000Z', 'three weeks on, over the change of the clock'],
  ])('INT-3: the district becomes known %s: offered %s (%s)', (known, due) => {
    const file = received('2026-03-06T19:00:00.000Z').does(jouren, 'setHomeDistrict', {
      district: 'unclear',
    });
    expect(file.until(known)).toEqual([]);
    expect(file.due()).toEqual([]);
    file.does(jouren, 'setHomeDistrict', { district: 'hisingen' }).until(later);
    expect(offers(file)).toEqual([[due, 'clock']]);
  });

  test('INT-3: a clock that is late offers all the same, to the district as it is known then', () => {
    const file = fridayEvening().does(jouren, 'setHomeDistrict', { district: 'nordost' });
    const [due] = file.due();
    file.at('2026-03-11T22:00:00.000Z').ticks(due?.id ?? '');
    expect(file.event('TransferOffered')).toMatchObject({ to: 'nordost' });
    expect(file.ticks(due?.id ?? '').events).toMatchObject([{ type: 'DeadlinePassed', outcome: 'moot' }]);
    expect(file.letters('transferOffer')).toHaveLength(1);
  });

  test('INT-3: a district that turns out to be unclear is not offered to', () => {
    const file = fridayEvening().does(jouren, 'setHomeDistrict', { district: 'unclear' });
    expect(file.until(later)).toEqual([]);
    expect(file.view(jouren)).toMatchObject({ next: { code: 'setHomeDistrict' } });
  });

  test('INT-3: no other unit’s applications are handed over by the clock', () => {
    const file = new CaseFile('hisingen').does(hugo, 'registerApplication', {
      ...registration,
      channel: 'reception',
    });
    file.does(hugo, 'setHomeDistrict', { district: 'nordost' });
    expect(file.due()).toEqual([]);
  });

  test('INT-2 ACC-2: who receives at the duty desk has the case, and needs no investigation for the hand-over', () => {
    const file = fridayEvening();
    expect(file.state.intake).toMatchObject({ status: 'intake', assignment: { person: 'jonas' } });
    expect(file.view(jouren)).toMatchObject({ kind: 'full', next: { code: 'askConsent' } });
    expect(consented(file, ['core']).view(jouren)).toMatchObject({ next: { code: 'awaitHandover' } });
  });
});

describe('INT-3 TRF-5: it is a transfer like any other', () => {
  test('TRF-5: it waits for the receipt, and reminds', () => {
    const file = fridayEvening();
    expect(file.until('2026-03-12T23:00:00.000Z').map((step) => [step.at, ...told(step)])).toEqual([
      [monday],
      ['2026-03-10T15:30:00.000Z', 'caseworker:receiptReminder'],
      ['2026-03-12T15:30:00.000Z', 'supervisor:receiptOverdue'],
    ]);
    expect(file.state.transfer.application?.standing).toBe('held');
  });

  test.each<{ after: string; by: (file: CaseFile) => unknown }>([
    {
      after: 'the person withdrew',
      by: (file) => file.does(jouren, 'withdrawApplication', { at: file.now }),
    },
    {
      after: 'the file was closed',
      by: (file) =>
        file
          .does(jouren, 'withdrawApplication', { at: file.now })
          .does(jouren, 'closeCase', { reason: 'applicationWithdrawn' }),
    },
    {
      after: 'an offer was made by hand',
      by: (file) => file.does(jouren, 'offerTransfer', { to: 'hisingen', categories: [] }),
    },
    {
      after: 'an offer by hand was taken back',
      by: (file) =>
        file.does(jouren, 'offerTransfer', { to: 'hisingen', categories: [] }).does(jouren, 'recallTransfer'),
    },
  ])('INT-3 NTF-3: $after: the clock offers nothing', ({ by }) => {
    const file = fridayEvening();
    by(file);
    file.until(later);
    expect(offers(file).filter((offer) => JSON.stringify(offer).includes('clock'))).toEqual([]);
  });

  test.each([
    ['2026-03-10T10:00:00.000Z', '2026-03-10T10:00:00.000Z', 'in office hours: at once'],
    ['2026-03-10T19:00:00.000Z', '2026-03-11T07:00:00.000Z', 'in the evening: the next 08:00'],
  ])('INT-3 TRF-4: declined, and the home district set anew %s: offered again %s (%s)', (at, again) => {
    const file = fridayEvening();
    file.until(monday);
    const declined = openedBy(file).does(rut, 'declineTransfer', { reason: 'wrongHomeDistrict' });
    file.gets(arrives(declined.letter('transferDecline'), 'hisingen', monday));
    expect(file.due()).toEqual([]);
    file.at(at).does(jouren, 'setHomeDistrict', { district: 'nordost' }).until(later);
    expect(offers(file)).toEqual([
      [monday, 'clock'],
      [again, 'clock'],
    ]);
    expect(file.event('TransferOffered')).toMatchObject({ to: 'nordost' });
  });

  test('INT-3: a district set while the offer waits counts from the decline', () => {
    const file = fridayEvening();
    file.until(monday);
    const declined = openedBy(file).does(rut, 'declineTransfer', { reason: 'wrongHomeDistrict' });
    file.does(jouren, 'setHomeDistrict', { district: 'nordost' });
    expect(file.due().map(({ rule }) => rule)).toEqual(['TRF-5', 'TRF-5']);
    file.at('2026-03-09T17:00:00.000Z');
    file.gets(arrives(declined.letter('transferDecline'), 'hisingen', file.now));
    file.until(later);
    expect(offers(file)).toEqual([
      [monday, 'clock'],
      ['2026-03-10T07:00:00.000Z', 'clock'],
    ]);
  });

  test('INT-3: the same district set anew after a decline is offered to again', () => {
    const file = fridayEvening();
    file.until(monday);
    const declined = openedBy(file).does(rut, 'declineTransfer', { reason: 'other' });
    file.gets(arrives(declined.letter('transferDecline'), 'hisingen', monday));
    file.at('2026-03-09T09:00:00.000Z').does(chief, 'setHomeDistrict', { district: 'hisingen' }).until(later);
    expect(offers(file)).toHaveLength(2);
  });

  test('INT-3 CON-6: others have nothing to do with it', () => {
    expect(fridayEvening().tries(hedda, 'offerTransfer', { to: 'hisingen', categories: [] })).toEqual({
      kind: 'foreign',
      rules: [],
    });
    expect(fridayEvening().tries(jouren, 'offerTransfer', { to: 'nordost', categories: [] })).toEqual(
      refused('RSP-6'),
    );
  });
});
