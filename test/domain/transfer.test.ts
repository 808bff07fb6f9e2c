import type { Json } from '../../domain/kernel/text';
import { CaseFile, refused, told } from './support/case-file';
import { moved, offer, offered, stubAt, takenOver, transferOf } from './support/given';
import { arrives, byHand } from './support/letters';
import { anna, hedda, rut } from './support/people';

const now = '2026-03-02T09:00:00.000Z';
const holds = (...files: readonly CaseFile[]): readonly boolean[] =>
  files.map(({ state }) => state.transfer.application?.standing === 'held');

describe('TRF-1: a transfer is done when the sender records the named receipt', () => {
  test('TRF-1 RSP-3: until then the sender holds, its file is open; then it closes with the right reason', () => {
    const sender = offered();
    const receiver = stubAt(sender);
    expect(holds(sender, receiver)).toEqual([true, false]);
    expect(sender.tries(anna, 'closeCase', { reason: 'handlingMovedToOtherBoard' })).toEqual(
      refused('TRF-6'),
    );
    receiver.does(rut, 'confirmReceipt');
    expect(receiver.letter('transferReceipt').facts).toEqual({ confirmedBy: 'rut', confirmedAt: now });
    expect(holds(sender, receiver)).toEqual([true, false]);
    sender.gets(arrives(receiver.letter('transferReceipt'), 'hisingen', now));
    expect(sender.event('ReceiptRecorded')).toMatchObject({ confirmedBy: 'rut', to: 'hisingen' });
    expect(holds(sender, receiver)).toEqual([false, false]);
    receiver.gets(arrives(sender.letter('transferPackage'), 'sav', now));
    expect(holds(sender, receiver)).toEqual([false, true]);
    expect(receiver.event('ApplicationTakenOver')).toMatchObject({
      ...{ from: 'sav', appliedAt: '2026-03-02T08:30:00.000Z', rules: ['RSP-3', 'TRF-1', 'TRF-6', 'FUP-9'] },
      applicationRef: sender.state.transfer.application?.ref,
    });
    expect(sender.tries(anna, 'closeCase', { reason: 'handlingMovedToOtherBoard' })).toBeUndefined();
  });

  test.each<{ confirmedBy: Json }>([{ confirmedBy: '' }, { confirmedBy: 7 }, { confirmedBy: null }])(
    'TRF-1: a receipt that names nobody ($confirmedBy) is not recorded',
    ({ confirmedBy }) => {
      const file = offered();
      const letter = byHand('transferReceipt', {
        ...{ from: 'hisingen', reference: transferOf(file), facts: { confirmedBy } },
      });
      expect(file.gets(letter)).toEqual(refused('TRF-1'));
      expect(holds(file)).toEqual([true]);
    },
  );

  test.each(['transferReceipt', 'transferDecline', 'recallAnswer'] as const)(
    'TRF-1: a %s is taken only from the unit to which it was offered',
    (kind) => {
      const file = offered();
      expect(file.gets(byHand(kind, { from: 'nordost', reference: transferOf(file) }))).toEqual(
        refused('TRF-1'),
      );
      expect(file.gets(byHand(kind, { from: 'hisingen', reference: 'constructor' }))).toEqual(
        refused('TRF-1'),
      );
    },
  );

  test('TRF-1 CON-3: with nothing to carry the core the receipt is not recorded, both sides are told', () => {
    const sender = offered();
    const receiver = stubAt(sender).does(rut, 'confirmReceipt');
    const consent = Object.values(sender.state.consent.consents).find(
      ({ purpose }) => purpose === 'transfer',
    );
    sender.does(anna, 'withdrawConsent', { consent: consent?.id ?? '', at: now });
    sender.gets(arrives(receiver.letter('transferReceipt'), 'hisingen', now));
    expect(sender.event('ReceiptNotRecorded').rules).toEqual(['TRF-1', 'CON-4']);
    expect(told(sender.last())).toEqual(['caseworker:receiptNotRecorded']);
    expect(sender.letters('transferPackage')).toEqual([]);
    receiver.gets(arrives(sender.letter('transferRecall'), 'sav', now));
    expect(told(receiver.last())).toEqual(['reception:transferRecalled']);
    expect(receiver.state.intake).toMatchObject({ status: 'closed', closed: { reason: 'offerRecalled' } });
    expect(holds(sender, receiver)).toEqual([true, false]);
    expect(sender.tries(anna, 'grantIntervention', { kind: 'acute', from: '2026-03-02' })).toBeUndefined();
  });

  test('TRF-1: recalled first holds; the receipt that crosses it changes nothing, the receiver is released', () => {
    const sender = offered();
    const receiver = stubAt(sender).does(rut, 'confirmReceipt');
    sender.does(anna, 'recallTransfer');
    sender.gets(arrives(receiver.letter('transferReceipt'), 'hisingen', now));
    expect(sender.last().events.map(({ type }) => type)).toEqual(['AnswerTooLate']);
    receiver.gets(arrives(sender.letter('transferRecall'), 'sav', now));
    expect(receiver.letter('recallAnswer').facts).toEqual({ answer: 'released', answeredAt: now });
    expect(sender.gets(arrives(receiver.letter('recallAnswer'), 'hisingen', now))).toBeUndefined();
    expect(holds(sender, receiver)).toEqual([true, false]);
    expect(sender.tries(anna, 'offerTransfer', offer)).toBeUndefined();
  });

  test('TRF-1 TRF-6: recorded first holds: nothing is left to recall, and a stray recall changes nothing', () => {
    const { sender, receiver } = takenOver();
    expect(sender.tries(anna, 'recallTransfer')).toEqual(refused('TRF-1'));
    receiver.gets(byHand('transferRecall', { from: 'sav', reference: transferOf(sender) }));
    expect(receiver.letter('recallAnswer').facts).toMatchObject({ answer: 'alreadyConfirmed' });
    expect(receiver.state.intake.status).toBe('intake');
    expect(holds(sender, receiver)).toEqual([false, true]);
  });

  test('TRF-1: a recall that overtakes its offer closes the file; the offer that follows opens nothing', () => {
    const sender = offered().does(anna, 'recallTransfer');
    const receiver = new CaseFile('hisingen');
    receiver.gets(arrives(sender.letter('transferRecall'), 'sav', now));
    expect(receiver.gets(arrives(sender.letter('transferOffer'), 'sav', now))).toBeUndefined();
    expect(receiver.state.intake.status).toBe('closed');
    expect(told(receiver.last())).toEqual([]);
    expect(receiver.due()).toEqual([]);
    expect(receiver.tries(hedda, 'confirmReceipt')).toEqual(refused('TRF-1'));
  });

  test.each<{ homeDistrict: Json; kept: string }>([
    { homeDistrict: 'nordost', kept: 'nordost' },
    { homeDistrict: 'Nils Exempel, 19900118-9811', kept: 'unclear' },
    { homeDistrict: 7, kept: 'unclear' },
  ])('CON-11: of the home district an offer brings a district or nothing ($homeDistrict)', (written) => {
    const receiver = new CaseFile('hisingen');
    const facts = { homeDistrict: written.homeDistrict };
    receiver.gets(byHand('transferOffer', { from: 'sav', reference: 't-9', facts }));
    expect(receiver.state.intake.homeDistrict).toBe(written.kept);
  });

  test('TRF-1: a package comes only after the receipt, and once', () => {
    const { sender, receiver } = moved();
    const letter = arrives(sender.letter('transferPackage'), 'sav', now);
    expect(stubAt(offered()).gets(letter)).toEqual(refused('TRF-1'));
    expect(receiver.gets({ ...letter, from: 'nordost' })).toEqual(refused('TRF-1'));
    expect(receiver.gets(letter)).toBeUndefined();
    expect(receiver.gets(letter)).toEqual(refused('TRF-1'));
  });
});
