import type { Json } from '../../domain/kernel/text';
import { refused } from './support/case-file';
import {
  handledBySav,
  moved,
  offer,
  offered,
  registered,
  stubAt,
  takenOver,
  transferOf,
} from './support/given';
import { arrives, byHand } from './support/letters';
import { anna, hedda, hugo, sara } from './support/people';

const now = '2026-03-02T09:00:00.000Z';
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
    expect(JSON.stringify(receiver.view(hugo))).not.toMatch(/strong|"high"|"low"|anna/);
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
