import type { CaseFile } from './support/case-file';
import { refused, told } from './support/case-file';
import { consents } from './support/given';
import { arrives, byHand } from './support/letters';
import { anna, hedda, jouren, rut } from './support/people';
import {
  arrivedAt,
  consentAtSav,
  handedOver,
  placedBySav,
  sentOf,
  standings,
  takenOverFrom,
  tuesday,
} from './support/placing';

/** Hisingen has declined, and the duty desk was told an hour later. */
function declined(): { sender: CaseFile; receiver: CaseFile } {
  const sender = handedOver({ consented: true });
  const receiver = arrivedAt(sender).does(rut, 'declinePlacement');
  sender.at('2026-03-03T08:00:00.000Z');
  sender.gets(arrives(receiver.letter('placementDecline'), 'hisingen', sender.now));
  return { sender, receiver };
}

describe('PLC-2 INT-6: a placement that was handed over to the wrong district', () => {
  test('PLC-2 CON-1: is declined by a control letter, and nothing is left to take over there', () => {
    const { receiver } = declined();
    const letter = receiver.letter('placementDecline');
    expect(letter).toMatchObject({ to: 'socialjour', toCase: 'c-socialjour', enclosures: [] });
    expect(letter.facts).toEqual({ declinedAt: tuesday });
    expect(receiver.due()).toEqual([]);
    expect(receiver.view(hedda)).toMatchObject({ next: { code: 'close' } });
    expect(receiver.tries(hedda, 'takeOverPlacement')).toEqual(refused('PLC-2'));
    expect(receiver.tries(hedda, 'declinePlacement')).toEqual(refused('PLC-2'));
    expect(receiver.tries(hedda, 'closeCase', { reason: 'noFurtherAction' })).toBeUndefined();
  });

  test('PLC-2 PLC-8: the unit that placed goes on being responsible, its days go on, and it is told', () => {
    const { sender } = declined();
    expect(told(sender.last())).toEqual(['caseworker:placementHandoverHeld']);
    expect(standings(sender)).toEqual([['running']]);
    expect(sender.due().map(({ kind }) => kind)).toEqual([
      ...['placementReminder', 'placementReminder', 'placementEnds'],
    ]);
  });

  test('PLC-2 INT-6: it goes on as soon as the home district is told anew, also where it is the same after all', () => {
    for (const district of ['nordost', 'hisingen']) {
      const { sender } = declined();
      sender.at('2026-03-03T09:00:00.000Z').does(jouren, 'setHomeDistrict', { district });
      sender.until(sender.now);
      expect(sentOf(sender).to).toBe(district);
      expect(sender.letters('placementTakeover')).toHaveLength(2);
      expect(sender.letters('placementRecall')).toEqual([]);
    }
  });

  test('CON-4 INT-6: a consent given anew is not the home district told anew: the wrong one gets nothing again', () => {
    const sender = placedBySav();
    const consent = consentAtSav(sender);
    sender.until(tuesday);
    const receiver = arrivedAt(sender).does(rut, 'declinePlacement');
    sender.gets(arrives(receiver.letter('placementDecline'), 'hisingen', sender.now));
    sender.does(anna, 'withdrawConsent', { consent, at: sender.now });
    consentAtSav(sender);
    sender.until('2026-03-05T09:00:00.000Z');
    expect(sender.letters('placementTakeover')).toHaveLength(1);
    sender.does(anna, 'setHomeDistrict', { district: 'nordost' });
    consents(sender, ['nordost'], ['core'], { purpose: 'placement' });
    sender.until(sender.now);
    expect(sentOf(sender).to).toBe('nordost');
  });

  test('PLC-2: a decline of what is settled otherwise changes nothing, and none of another unit is let in', () => {
    const sender = handedOver({ consented: true });
    takenOverFrom(sender);
    const reference = sentOf(sender).handoverId;
    sender.gets(byHand('placementDecline', { from: 'hisingen', reference }));
    expect(sender.last().events).toEqual([]);
    expect(sender.gets(byHand('placementDecline', { from: 'nordost', reference }))).toEqual(refused('PLC-2'));
  });

  test('PLC-2: a recall that crosses the decline leaves it declined', () => {
    const sender = handedOver({ consented: true });
    const receiver = arrivedAt(sender).does(rut, 'declinePlacement');
    sender.does(jouren, 'endPlacement', { at: tuesday, reason: 'personLeft' });
    receiver.gets(arrives(sender.letter('placementRecall'), 'socialjour', tuesday));
    expect(receiver.last().events).toEqual([]);
    sender.gets(arrives(receiver.letter('placementDecline'), 'hisingen', tuesday));
    expect(standings(sender)).toEqual([['ended']]);
  });
});
