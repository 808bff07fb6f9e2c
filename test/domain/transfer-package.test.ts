import { refused } from './support/case-file';
import { consents, moved, moving, offer, offered, stubAt, takenOver, transferOf } from './support/given';
import { arrives } from './support/letters';
import { anna, hedda, hugo, rut } from './support/people';

const now = '2026-03-02T09:00:00.000Z';
describe('CON-11: before the receipt the receiver sees a stub', () => {
  test('CON-11 CON-1: the offer discloses nothing', () => {
    const file = offered();
    expect(file.letter('transferOffer')).toMatchObject({
      ...{ to: 'hisingen', reference: transferOf(file), enclosures: [] },
      facts: {
        matter: 'exit',
        homeDistrict: 'hisingen',
        offeredAt: now,
        receiptDue: '2026-03-03T15:30:00.000Z',
      },
    });
    expect(Object.keys(file.letter('transferOffer').facts)).toHaveLength(4);
  });

  test.each([rut, hedda])(
    'CON-11 ACC-2: $person sees reference, sender, matter, home district and deadline',
    (by) => {
      expect(stubAt(offered()).view(by)).toEqual({
        ...{ kind: 'stub', case: 'c-hisingen', status: 'offered', awaits: 'ourReceipt', matter: 'exit' },
        ...{ homeDistrict: 'hisingen', from: 'sav', receiptDue: '2026-03-03T15:30:00.000Z', meeting: null },
        contactPerson: 'hisingen.supervisor',
        next: {
          code: 'confirmReceipt',
          en: 'Confirm or decline the offered transfer',
          sv: 'Bekräfta eller avböj den erbjudna överflyttningen',
        },
      });
    },
  );

  test('CON-11: confirmed is not yet received: it stays a stub until the package is there', () => {
    const { receiver } = moved();
    expect(receiver.view(hedda)).toMatchObject({ kind: 'stub', awaits: 'sender' });
    expect(takenOver().receiver.view(hugo)).toMatchObject({ kind: 'full', holdsApplication: true });
  });

  test('ACC-2 TRF-5: reception goes on seeing an offer that was assigned before its receipt', () => {
    const file = stubAt(offered()).does(hedda, 'assignCaseworker', { person: 'hugo', standIns: [] });
    expect(file.tries(rut, 'confirmReceipt')).toBeUndefined();
  });
});

describe('TRF-2: what goes along is exactly what the consent covers at that moment', () => {
  test.each([
    {
      covered: ['core'],
      goes: ['core'],
      kept: ['criteria', 'motivation', 'threatAssessment', 'classification'],
    },
    {
      covered: ['core', 'criteria', 'classification'],
      ...{ goes: ['core', 'criteria'], kept: ['motivation', 'threatAssessment', 'classification'] },
    },
    {
      covered: ['core', 'criteria', 'motivation', 'threatAssessment', 'plan'],
      ...{ goes: ['core', 'criteria', 'threatAssessment', 'motivation'], kept: ['classification'] },
    },
  ])('TRF-2 CON-4: $covered is covered, $goes goes, $kept is kept', ({ covered, goes, kept }) => {
    // Wanted: criteria, threatAssessment, motivation; the core always.
    const { sender } = moved(covered);
    expect(sender.event('ReceiptRecorded')).toMatchObject({ goes, kept });
    const { enclosures } = sender.letter('transferPackage');
    expect(enclosures.map(({ category }) => category)).toEqual(goes);
    expect(enclosures.map(({ claimed }) => claimed)).toEqual(
      goes.map((id) => (id === 'core' ? true : undefined)),
    );
    expect(enclosures.every(({ carrier }) => carrier.kind === 'consent')).toBe(true);
    // No withdrawal cuts its delivery short: the receiver holds the application already (TRF-6).
    expect(sender.last().effects[0]).toMatchObject({ type: 'letter', consents: [] });
  });

  test('TRF-2 CON-4: a consent given or ended after the offer counts as it is at the receipt', () => {
    const sender = offered(['core', 'criteria']);
    const receiver = stubAt(sender).does(rut, 'confirmReceipt');
    const old = Object.values(sender.state.consent.consents).find(({ purpose }) => purpose === 'transfer');
    consents(sender, ['hisingen'], ['core', 'threatAssessment'], { purpose: 'transfer' });
    sender.does(anna, 'withdrawConsent', { consent: old?.id ?? '', at: now });
    sender.gets(arrives(receiver.letter('transferReceipt'), 'hisingen', now));
    expect(sender.event('ReceiptRecorded')).toMatchObject({ goes: ['core', 'threatAssessment'] });
  });

  test('TRF-2 CON-2: a consent for another purpose carries nothing along', () => {
    const file = moving();
    consents(file, ['hisingen'], ['core', 'criteria'], { purpose: 'disclosure' });
    expect(file.tries(anna, 'offerTransfer', offer)).toEqual(refused('TRF-1'));
  });

  test('TRF-2: a category that is none is refused', () => {
    const file = moving();
    consents(file, ['hisingen'], ['core'], { purpose: 'transfer' });
    const body = { to: 'hisingen', categories: ['criteria', 'constructor', 'everything'] };
    expect(file.tries(anna, 'offerTransfer', body)).toEqual(refused('TRF-2'));
  });
});
