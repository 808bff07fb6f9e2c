import type { CaseFile } from './support/case-file';
import { refused, told } from './support/case-file';
import { arrives, byHand } from './support/letters';
import { hedda, hugo, jouren, rut } from './support/people';
import {
  arrivedAt,
  consentToHandover,
  handedOver,
  mondayNight,
  placedByNight,
  plannedAt,
  sentOf,
  standings,
  takenOverFrom,
  takenOverOf,
  terms,
  tuesday,
} from './support/placing';

describe('PLC-2: placed by the duty desk, the home district takes over the next working day', () => {
  test.each([
    { now: '2026-03-02T21:00:00.000Z', at: '2026-03-03T07:00:00.000Z', of: 'Monday night' },
    { now: '2026-03-03T05:00:00.000Z', at: '2026-03-03T07:00:00.000Z', of: 'early on Tuesday' },
    { now: '2026-03-06T21:00:00.000Z', at: '2026-03-09T07:00:00.000Z', of: 'Friday night' },
    { now: '2026-04-02T18:00:00.000Z', at: '2026-04-07T06:00:00.000Z', of: 'before Easter' },
    { now: '2026-12-23T18:00:00.000Z', at: '2026-12-28T07:00:00.000Z', of: 'before Christmas' },
    { now: '2026-03-28T18:00:00.000Z', at: '2026-03-30T06:00:00.000Z', of: 'over the change of the clock' },
  ])('PLC-2 INT-8: $of: handed over by itself at $at', ({ now, at }) => {
    const file = placedByNight(now);
    expect(plannedAt(file)).toEqual([at]);
    file.until(at);
    expect(file.letter('placementTakeover')).toMatchObject({ to: 'hisingen' });
    expect(file.now).toBe(at);
  });

  test('PLC-2: with a consent the whole decision goes: when first decided, type, protection and cost', () => {
    const file = handedOver({ consented: true });
    const letter = file.letter('placementTakeover');
    expect(letter.facts).toEqual({
      ...{ matter: 'placement', offeredAt: tuesday, receiptDue: '2026-03-04T15:30:00.000Z' },
    });
    expect(letter.enclosures.map(({ category, carrier }) => [category, carrier.kind])).toEqual([
      ['core', 'consent'],
      ['placement', 'consent'],
    ]);
    expect(letter.enclosures[1]?.facts).toEqual({
      ...terms,
      ...{ decidedAt: mondayNight, firstDecidedAt: mondayNight, toldAt: mondayNight },
    });
    expect(letter.enclosures[1]?.notes).toEqual([]);
  });

  test('PLC-2 INT-9: without one the core alone goes, on the routine’s own ground', () => {
    const { enclosures } = handedOver({ consented: false }).letter('placementTakeover');
    expect(enclosures.map(({ category, carrier }) => [category, carrier.kind])).toEqual([['core', 'ground']]);
    expect(JSON.stringify(enclosures)).not.toMatch(/shelter|2400/);
  });

  test.each(['placement', 'exitProcess', 'transfer'])(
    'PLC-2: a consent for %s carries the decision',
    (purpose) => {
      const file = placedByNight();
      consentToHandover(file, { purpose });
      file.until(tuesday);
      expect(sentOf(file).goes).toEqual(['core', 'placement']);
    },
  );

  test('PLC-2: the duty desk is responsible until the receipt is recorded; then its clocks end', () => {
    const sender = handedOver({ consented: true });
    expect(sender.tries(jouren, 'closeCase', { reason: 'handlingMovedToOtherBoard' })).toEqual(
      refused('PLC-6'),
    );
    const receiver = arrivedAt(sender);
    expect([standings(sender), standings(receiver)]).toEqual([[['running']], [[]]]);
    receiver.does(rut, 'takeOverPlacement');
    const receipt = receiver.letter('placementReceipt');
    expect(receipt).toMatchObject({ to: 'socialjour', toCase: sender.caseRef });
    expect(receipt.facts).toEqual({ confirmedBy: 'rut', confirmedAt: tuesday });
    sender.gets(arrives(receipt, 'hisingen', tuesday));
    expect(standings(sender, receiver)).toEqual([['takenOver'], ['running']]);
    expect(sender.due()).toEqual([]);
    expect(told(sender.last())).toEqual(['caseworker:placementHandoverDone']);
    expect(sender.tries(jouren, 'closeCase', { reason: 'handlingMovedToOtherBoard' })).toBeUndefined();
  });

  test('PLC-8: the 14 days run from the first decision; the take-over does not restart them', () => {
    const sender = handedOver({ consented: true });
    sender.at('2026-03-05T09:00:00.000Z');
    const receiver = takenOverFrom(sender);
    expect(takenOverOf(receiver)).toMatchObject({
      ...{ firstDecidedAt: mondayNight, by: 'hedda', from: 'socialjour' },
      decision: { decidedAt: mondayNight, ends: '2026-03-16T22:59:59.000Z' },
      informed: { toldAt: mondayNight, by: 'socialjour' },
    });
    const lapses = receiver.until('2026-04-30T00:00:00.000Z').filter((step) => told(step).length > 0);
    expect(lapses.at(-1)?.at).toBe('2026-03-16T22:59:59.000Z');
    expect(sender.until('2026-04-30T00:00:00.000Z')).toEqual([]);
  });

  test('PLC-8: taken over late, only the reminders to come are given', () => {
    const sender = handedOver({ consented: true });
    const receiver = takenOverFrom(sender.at('2026-03-13T09:00:00.000Z'));
    expect(receiver.due().map(({ kind, at }) => [kind, at.slice(0, 10)])).toEqual([
      ['placementReminder', '2026-03-15'],
      ['placementEnds', '2026-03-16'],
    ]);
  });
});

describe('PLC-2 PLC-8: where only the core came', () => {
  const known = { ...terms, decidedAt: mondayNight };
  const waiting = (): CaseFile => arrivedAt(handedOver({ consented: false }));

  test('PLC-2 TRF-6: the file tells that a hand-over waits, from whom and by when, and nothing more', () => {
    const file = waiting();
    expect(told(file.last())).toEqual(['reception:placementReceiptAwaited']);
    expect(file.view(rut)).toMatchObject({
      ...{ kind: 'stub', case: 'c-hisingen', status: 'open', awaits: 'ourReceipt', matter: 'placement' },
      ...{ homeDistrict: 'hisingen', from: 'socialjour', receiptDue: '2026-03-04T15:30:00.000Z' },
      next: { code: 'takeOverPlacement' },
    });
    expect(JSON.stringify(file.state)).not.toMatch(/shelter|2400|2026-03-02/);
  });

  test.each([
    { decision: undefined, rules: ['PLC-8'] },
    { decision: known, rules: undefined },
    { decision: { ...known, decidedAt: '2026-03-03T07:00:00.001Z' }, rules: ['PLC-8'] },
    { decision: { ...known, decidedAt: '2026-02-16T20:00:00.000Z' }, rules: ['PLC-6'] },
    { decision: { ...known, provider: 'Exempelgatan 7' }, rules: ['PLC-7'] },
  ])('PLC-2 PLC-8: it is taken over with what the person tells, $decision: $rules', ({ decision, rules }) => {
    const body = decision === undefined ? {} : { decision };
    expect(waiting().tries(hedda, 'takeOverPlacement', body)?.rules).toEqual(rules);
  });

  test('PLC-8 PLC-4: the days run from the first decision, and the person is told by the next working day', () => {
    const file = waiting().does(hedda, 'takeOverPlacement', { decision: known });
    expect(takenOverOf(file).decision.ends).toBe('2026-03-16T22:59:59.000Z');
    expect(file.due().map(({ kind, at }) => [kind, at.slice(0, 10)])).toEqual([
      ['informationDue', '2026-03-04'],
      ['placementReminder', '2026-03-12'],
      ['placementReminder', '2026-03-15'],
      ['placementEnds', '2026-03-16'],
    ]);
  });

  test('PLC-8: what the hand-over tells is not stated anew', () => {
    const file = arrivedAt(handedOver({ consented: true }));
    expect(file.tries(hedda, 'takeOverPlacement', { decision: known })).toEqual(refused('PLC-8'));
  });
});

describe('PLC-2 TRF-5: until somebody has taken over', () => {
  test('PLC-2 TRF-5: caseworker and reception are reminded, then each supervisor is told', () => {
    const sender = handedOver({ consented: true });
    const receiver = arrivedAt(sender);
    const until = '2026-03-08T00:00:00.000Z';
    const lines = (file: CaseFile): readonly string[] =>
      file.until(until).flatMap((step) => told(step).map((what) => `${step.at.slice(5, 16)} ${what}`));
    expect(lines(sender)).toEqual([
      '03-04T15:30 caseworker:placementReceiptReminder',
      '03-06T15:30 supervisor:placementReceiptOverdue',
    ]);
    expect(lines(receiver)).toEqual([
      '03-04T15:30 reception:placementReceiptReminder',
      '03-06T15:30 supervisor:placementReceiptOverdue',
    ]);
    expect([sender, receiver].map((file) => file.due().length)).toEqual([3, 0]);
  });

  test('PLC-2: a file with a hand-over that waits does not close, and takes no decision of its own', () => {
    const file = arrivedAt(handedOver({ consented: true }));
    file.does(hedda, 'assignCaseworker', { person: 'hugo', standIns: [] });
    expect(file.tries(hugo, 'closeCase', { reason: 'noFurtherAction' })).toEqual(refused('PLC-2'));
    expect(file.tries(hugo, 'decideAcutePlacement', { ...terms, from: '2026-03-03' })).toEqual(
      refused('PLC-2'),
    );
  });

  test('PLC-6: past its end it cannot be taken over', () => {
    const file = arrivedAt(handedOver({ consented: true }));
    expect(file.at('2026-03-16T22:59:59.000Z').offer(hedda, 'takeOverPlacement').possible).toBe(true);
    expect(file.at('2026-03-16T22:59:59.001Z').tries(hedda, 'takeOverPlacement')).toEqual(refused('PLC-6'));
  });

  test.each([{ confirmedBy: '' }, { confirmedBy: 7 }, {}])(
    'PLC-2: a receipt that names nobody (%j) is not recorded',
    (facts) => {
      const file = handedOver({ consented: true });
      const reference = sentOf(file).handoverId;
      expect(file.gets(byHand('placementReceipt', { from: 'hisingen', reference, facts }))).toEqual(
        refused('PLC-2'),
      );
      expect(standings(file)).toEqual([['running']]);
    },
  );

  test('PLC-2: a receipt is taken from the district that got the hand-over, and counts once', () => {
    const file = handedOver({ consented: true });
    const of = { reference: sentOf(file).handoverId, facts: { confirmedBy: 'hedda' } };
    expect(file.gets(byHand('placementReceipt', { ...of, from: 'nordost' }))).toEqual(refused('PLC-2'));
    expect(
      file.gets(byHand('placementReceipt', { ...of, from: 'hisingen', reference: 'constructor' })),
    ).toEqual(refused('PLC-2'));
    file.gets(byHand('placementReceipt', { ...of, from: 'hisingen' }));
    file.gets(byHand('placementReceipt', { ...of, from: 'hisingen' }));
    expect(file.steps.slice(-2).flatMap(({ events }) => events.map(({ type }) => type))).toEqual([
      'PlacementReceiptRecorded',
      'PlacementReceiptTooLate',
    ]);
  });

  test.each([
    { to: 'sav', from: 'socialjour', rules: ['PLC-1'] },
    { to: 'hisingen', from: 'las', rules: ['CON-1'] },
    { to: 'hisingen', from: 'hisingen', rules: ['CON-1'] },
  ])('PLC-2 CON-1: a hand-over from $from to $to: $rules', ({ to, from, rules }) => {
    const sender = handedOver({ consented: true });
    const letter = arrives(sender.letter('placementTakeover'), from, sender.now);
    expect(arrivedAt(sender, to).gets({ ...letter, letterId: 'l-2' })?.rules).toEqual(
      to === 'sav' ? rules : ['PLC-2'],
    );
  });
});
