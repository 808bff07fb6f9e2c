import type { Json } from '../../domain/kernel/text';
import { CaseFile, refused, told } from './support/case-file';
import {
  consents,
  handledBySav,
  moved,
  moving,
  offer,
  offered,
  registered,
  stubAt,
  takenOver,
  transferOf,
} from './support/given';
import { arrives, byHand } from './support/letters';
import { anna, hedda, hugo, rut, sara } from './support/people';

const now = '2026-03-02T09:00:00.000Z';
const holds = (...files: readonly CaseFile[]): readonly boolean[] =>
  files.map(({ state }) => state.transfer.application?.standing === 'held');

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
        ...{ homeDistrict: 'hisingen', from: 'sav', receiptDue: '2026-03-03T15:30:00.000Z' },
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

  test('TRF-1: a package comes only after the receipt, and once', () => {
    const { sender, receiver } = moved();
    const letter = arrives(sender.letter('transferPackage'), 'sav', now);
    expect(stubAt(offered()).gets(letter)).toEqual(refused('TRF-1'));
    expect(receiver.gets({ ...letter, from: 'nordost' })).toEqual(refused('TRF-1'));
    expect(receiver.gets(letter)).toBeUndefined();
    expect(receiver.gets(letter)).toEqual(refused('TRF-1'));
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

describe('TRF-6: exactly one holder', () => {
  test('TRF-6: an offer opens a case of its own, never one that is there', () => {
    const letter = arrives(offered().letter('transferOffer'), 'sav', now);
    const own = registered();
    expect(own.gets({ ...letter, from: 'centrum' })).toEqual(refused('TRF-6'));
    expect(own.state.intake.status).toBe('intake');
  });

  test('TRF-6: an offer that comes again, before the receipt or after the take-over, changes nothing', () => {
    const { sender, receiver } = takenOver();
    const again = arrives(sender.letter('transferOffer'), 'sav', now);
    expect(receiver.gets(again)).toEqual(refused('TRF-6'));
    expect(receiver.gets({ ...again, letterId: 'l-other' })).toEqual(refused('TRF-6'));
    expect(stubAt(sender).gets({ ...again, from: 'nordost' })).toEqual(refused('TRF-6'));
  });

  test('TRF-6: only the sender recalls', () => {
    const sender = offered();
    const recall = byHand('transferRecall', { from: 'nordost', reference: transferOf(sender) });
    expect(stubAt(sender).gets(recall)).toEqual(refused('TRF-1'));
    expect(takenOver().receiver.gets(recall)).toEqual(refused('TRF-1'));
  });

  test.each([
    { name: 'withdrawApplication', body: { at: now }, rules: ['TRF-6'] },
    { name: 'completeExit', body: { outcome: 'leftMilieu' }, rules: ['TRF-6', 'RSP-3', 'FUP-9'] },
    { name: 'offerTransfer', body: offer, rules: ['TRF-6'] },
    { name: 'closeCase', body: { reason: 'noFurtherAction' }, rules: ['TRF-6'] },
  ])('TRF-6: while an offer waits, $name is refused by $rules', ({ name, body, rules }) => {
    expect(offered().tries(anna, name, body)).toEqual(refused(...rules));
  });

  test('TRF-6: ended is ended', () => {
    const file = handledBySav().does(anna, 'grantIntervention', { kind: 'regular', from: '2026-03-02' });
    file.does(anna, 'completeExit', { outcome: 'leftMilieu' });
    expect(file.tries(anna, 'completeExit', { outcome: 'leftMilieu' })).toEqual(refused('TRF-6'));
    expect(file.tries(anna, 'withdrawApplication', { at: now })).toEqual(refused('TRF-6'));
  });

  test('TRF-6 CON-6: what the letters hold is what the receiver has, and no more', () => {
    const { receiver } = takenOver(['core']);
    expect(JSON.stringify(receiver.view(hugo))).not.toMatch(/strong|high|low|anna/);
    expect(receiver.tries(sara, 'confirmReceipt')).toEqual({ kind: 'foreign', rules: [] });
  });
});

test.each<Json>([
  null,
  7,
  'x',
  [],
  ['met'],
  { milieu: 'yes', level: 'extreme', appliedAt: 'once', insight: {} },
])(
  'TRF-6 CON-6: a package with facts of any form (%j) is taken over, and what has no form is left out',
  (facts) => {
    const { sender, receiver } = moved(['core', 'criteria', 'threatAssessment', 'motivation']);
    const letter = arrives(sender.letter('transferPackage'), 'sav', now);
    receiver.gets({ ...letter, enclosures: letter.enclosures.map((enclosure) => ({ ...enclosure, facts })) });
    receiver.does(hedda, 'assignCaseworker', { person: 'hugo', standIns: [] });
    expect(receiver.view(hugo)).toMatchObject({
      ...{ holdsApplication: true, application: { appliedAt: now }, threat: { assessment: null } },
      criteria: { milieu: 'unknown', wish: 'unknown', need: 'unknown' },
    });
    expect(receiver.offers(hugo).length).toBeGreaterThan(0);
  },
);
