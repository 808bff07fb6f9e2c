import type { Json } from '../../domain/kernel/text';
import type { CaseFile } from './support/case-file';
import { refused, told } from './support/case-file';
import { consents, moved, moving, offer, offered, registered, stubAt } from './support/given';
import { arrives } from './support/letters';
import { anna, hedda, rut } from './support/people';

const now = '2026-03-02T09:00:00.000Z';
const holds = (...files: readonly CaseFile[]): readonly boolean[] =>
  files.map(({ state }) => state.transfer.application?.standing === 'held');

describe('TRF-4: the receiver may decline', () => {
  test.each<{ reason: Json; kept: string }>([
    { reason: 'wrongHomeDistrict', kept: 'wrongHomeDistrict' },
    { reason: 'notOurMatter', kept: 'notOurMatter' },
    { reason: 'a partner’s own code', kept: 'other' },
    { reason: null, kept: 'other' },
  ])(
    'TRF-4: with the reason $reason: the sender goes on holding, is told, and nothing was disclosed',
    ({ reason, kept }) => {
      const sender = offered();
      const receiver = stubAt(sender).does(rut, 'declineTransfer', { reason: 'wrongHomeDistrict' });
      expect(receiver.state.intake).toMatchObject({ status: 'closed', closed: { reason: 'offerDeclined' } });
      expect(receiver.due()).toEqual([]);
      const letter = arrives(receiver.letter('transferDecline'), 'hisingen', now);
      sender.gets({ ...letter, facts: { ...letter.facts, reason } });
      expect(sender.event('TransferDeclined')).toMatchObject({ reason: kept, rules: ['TRF-4'] });
      expect(told(sender.last())).toEqual(['caseworker:transferDeclined']);
      expect(holds(sender, receiver)).toEqual([true, false]);
      expect(sender.letters('transferPackage')).toEqual([]);
      expect(sender.due()).toEqual([]);
      expect(receiver.tries(hedda, 'confirmReceipt')).toEqual(refused('TRF-1'));
    },
  );

  test.each(['confirmReceipt', 'declineTransfer'])(
    'TRF-4 TRF-1: %s is answered once, where an offer waits',
    (name) => {
      expect(stubAt(offered()).does(rut, 'confirmReceipt').tries(rut, name, { reason: 'other' })).toEqual(
        refused('TRF-1'),
      );
      expect(registered().tries(anna, name, { reason: 'other' })).toEqual(refused('TRF-1'));
    },
  );
});

describe('TRF-5: a receipt that does not come', () => {
  // Monday 2 March 2026: the end of Tuesday's office hours, then of Thursday's. In summer time an hour earlier by UTC.
  test.each([
    { at: '2026-03-02T09:00:00.000Z', due: '2026-03-03T15:30:00.000Z', over: '2026-03-05T15:30:00.000Z' },
    { at: '2026-03-27T09:00:00.000Z', due: '2026-03-30T14:30:00.000Z', over: '2026-04-01T14:30:00.000Z' },
    { at: '2026-04-02T09:00:00.000Z', due: '2026-04-07T14:30:00.000Z', over: '2026-04-09T14:30:00.000Z' },
    { at: '2026-10-23T09:00:00.000Z', due: '2026-10-26T15:30:00.000Z', over: '2026-10-28T15:30:00.000Z' },
  ])(
    'TRF-5 NTF-3: offered $at: reminded $due, the supervisors told $over, here and there',
    ({ at, due, over }) => {
      const sender = moving().at(at);
      consents(sender, ['hisingen'], ['core'], { purpose: 'transfer' });
      sender.does(anna, 'offerTransfer', offer);
      const receiver = stubAt(sender);
      const done = (file: CaseFile): unknown =>
        file.until('2026-12-01T00:00:00.000Z').map((step) => [step.at, ...told(step)]);
      expect(done(sender)).toEqual([
        [due, 'caseworker:receiptReminder'],
        [over, 'supervisor:receiptOverdue'],
      ]);
      expect(done(receiver)).toEqual([
        [due, 'reception:receiptReminder'],
        [over, 'supervisor:receiptOverdue'],
      ]);
    },
  );

  test('TRF-5 NTF-3: once confirmed or recalled nobody is reminded', () => {
    const { sender, receiver } = moved();
    expect([sender.due(), receiver.due()]).toEqual([[], []]);
    const recalled = offered().does(anna, 'recallTransfer');
    expect(recalled.due()).toEqual([]);
  });
});
