import type { PlacementHandoverRecalled } from '../../domain/placement/events';
import { CaseFile, refused, told } from './support/case-file';
import { arrives, byHand } from './support/letters';
import { hedda, hugo, jouren } from './support/people';
import {
  arrivedAt,
  handedOver,
  mondayNight,
  sentOf,
  standings,
  takenOverFrom,
  terms,
  tuesday,
} from './support/placing';

const end = { at: mondayNight, reason: 'personLeft' };

describe('PLC-2: what the sender records first holds, and the other side is told', () => {
  test('PLC-6: ended before it was taken over: nothing is left to take over', () => {
    const sender = handedOver({ consented: true });
    const receiver = arrivedAt(sender);
    sender.does(jouren, 'endPlacement', end);
    const recall = sender.letter('placementRecall');
    expect(recall.facts).toEqual({ reason: 'ended', recalledAt: tuesday });
    receiver.gets(arrives(recall, 'socialjour', tuesday));
    expect(told(receiver.last())).toEqual(['unit:placementRecalled']);
    expect(receiver.tries(hedda, 'takeOverPlacement')).toEqual(refused('PLC-2'));
    expect(receiver.due()).toEqual([]);
    expect(receiver.tries(hedda, 'closeCase', { reason: 'noFurtherAction' })).toBeUndefined();
  });

  test('PLC-2: an end that crosses the receipt: the receipt changes nothing, and the district gives back', () => {
    const sender = handedOver({ consented: true });
    const receiver = arrivedAt(sender).does(hedda, 'takeOverPlacement');
    sender.does(jouren, 'endPlacement', end);
    sender.gets(arrives(receiver.letter('placementReceipt'), 'hisingen', tuesday));
    expect(sender.last().events.map(({ type }) => type)).toEqual(['PlacementReceiptTooLate']);
    receiver.gets(arrives(sender.letter('placementRecall'), 'socialjour', tuesday));
    expect(standings(sender, receiver)).toEqual([['ended'], ['released']]);
    expect(receiver.due()).toEqual([]);
  });

  test('PLC-2 PLC-8: a lapse that crosses the receipt: the district had taken over in time', () => {
    const sender = handedOver({ consented: true });
    const receiver = arrivedAt(sender).does(hedda, 'takeOverPlacement');
    receiver.does(hedda, 'assignCaseworker', { person: 'hugo', standIns: [] });
    receiver.at('2026-03-10T09:00:00.000Z').does(hugo, 'renewPlacement', { ...terms, from: '2026-03-10' });
    sender.until('2026-03-17T09:00:00.000Z');
    expect(standings(sender)).toEqual([['lapsed']]);
    receiver.at(sender.now).gets(arrives(sender.letter('placementRecall'), 'socialjour', sender.now));
    expect(receiver.last().events.map(({ type }) => type)).toEqual(['PlacementRecallTooLate']);
    sender.gets(arrives(receiver.letter('placementReceipt'), 'hisingen', sender.now));
    expect(standings(sender, receiver)).toEqual([['takenOver'], ['running']]);
    expect(sender.due()).toEqual([]);
  });

  test('PLC-6: lapsed while it waited: the district can decide anew in its file', () => {
    const sender = handedOver({ consented: false });
    const receiver = arrivedAt(sender);
    sender.until('2026-03-17T09:00:00.000Z');
    receiver.at(sender.now).gets(arrives(sender.letter('placementRecall'), 'socialjour', sender.now));
    expect(receiver.event<PlacementHandoverRecalled>('PlacementHandoverRecalled').reason).toBe('lapsed');
    receiver.does(hedda, 'assignCaseworker', { person: 'hugo', standIns: [] });
    receiver.does(hugo, 'decideAcutePlacement', { ...terms, from: '2026-03-17' });
    expect(standings(sender, receiver)).toEqual([['lapsed'], ['running']]);
  });

  test('PLC-2 INT-6: another home district: taken back from the first, handed over to the second', () => {
    const sender = handedOver({ consented: false }).at('2026-03-03T09:00:00.000Z');
    const first = arrivedAt(sender).does(hedda, 'takeOverPlacement', {
      decision: { ...terms, decidedAt: mondayNight },
    });
    sender.does(jouren, 'setHomeDistrict', { district: 'nordost' });
    expect(sender.letter('placementRecall')).toMatchObject({ to: 'hisingen', facts: { reason: 'replaced' } });
    sender.until(sender.now);
    expect(sender.letter('placementTakeover').to).toBe('nordost');
    first.gets(arrives(sender.letter('placementRecall'), 'socialjour', sender.now));
    sender.gets(arrives(first.letter('placementReceipt'), 'hisingen', sender.now));
    expect(standings(sender, first)).toEqual([['running'], ['released']]);
  });

  test('PLC-2 PLC-6: a new decision while it waits is handed over in place of the old one', () => {
    const sender = handedOver({ consented: true }).at('2026-03-10T09:00:00.000Z');
    const old = sentOf(sender).handoverId;
    sender.does(jouren, 'renewPlacement', { ...terms, from: '2026-03-10' });
    expect(sender.letter('placementRecall').reference).toBe(old);
    sender.until(sender.now);
    const receiver = takenOverFrom(sender);
    expect(receiver.state.placement.placements).toMatchObject([
      { decision: { ends: '2026-03-24T22:59:59.000Z' }, firstDecidedAt: mondayNight },
    ]);
  });
});

describe('PLC-2: recalls that come out of order', () => {
  test('PLC-2: a recall that overtakes its hand-over opens a file and closes it; the hand-over is not read', () => {
    const sender = handedOver({ consented: true });
    sender.does(jouren, 'endPlacement', end);
    const receiver = new CaseFile('hisingen').at(tuesday);
    receiver.gets(arrives(sender.letter('placementRecall'), 'socialjour', tuesday));
    expect(receiver.state.intake).toMatchObject({ status: 'closed', closed: { reason: 'offerRecalled' } });
    expect(receiver.gets(arrives(sender.letter('placementTakeover'), 'socialjour', tuesday))).toEqual(
      refused('PLC-2'),
    );
    expect(receiver.state.intake.person).toBeUndefined();
    expect(told(receiver.last())).toEqual([]);
  });

  test('PLC-2: the same recall twice counts once', () => {
    const sender = handedOver({ consented: true });
    const receiver = arrivedAt(sender);
    sender.does(jouren, 'endPlacement', end);
    const recall = arrives(sender.letter('placementRecall'), 'socialjour', tuesday);
    receiver.gets(recall);
    receiver.gets(recall);
    expect(receiver.last().events).toEqual([]);
  });

  test.each([
    { from: 'nordost', reference: undefined, rules: ['PLC-2'] },
    { from: 'socialjour', reference: 'h-other', rules: ['PLC-2'] },
    { from: 'socialjour', reference: undefined, rules: undefined },
  ])('PLC-2: a recall from $from of $reference: $rules', ({ from, reference, rules }) => {
    const sender = handedOver({ consented: true });
    const letter = byHand('placementRecall', { from, reference: reference ?? sentOf(sender).handoverId });
    expect(arrivedAt(sender).gets(letter)?.rules).toEqual(rules);
  });

  test('NTF-3: a recall that reaches a closed file is recorded and asks nobody for anything', () => {
    const sender = handedOver({ consented: true });
    const receiver = arrivedAt(sender).does(hedda, 'takeOverPlacement');
    receiver.does(hedda, 'endPlacement', { at: tuesday, reason: 'personLeft' });
    receiver.does(hedda, 'closeCase', { reason: 'placementEnded' });
    sender.does(jouren, 'endPlacement', end);
    receiver.gets(arrives(sender.letter('placementRecall'), 'socialjour', tuesday));
    expect(told(receiver.last())).toEqual([]);
  });
});
