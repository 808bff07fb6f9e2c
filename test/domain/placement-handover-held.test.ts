import type { PlacementHandoverHeld, PlacementHandoverPlanned } from '../../domain/placement/events';
import { refused, told } from './support/case-file';
import { anna, hugo, jouren } from './support/people';
import {
  consentAtSav,
  consentToHandover,
  handedOver,
  mondayNight,
  placedAndTold,
  placedByNight,
  placedBySav,
  plannedAt,
  sentOf,
  standings,
  takenOverFrom,
  tuesday,
} from './support/placing';

describe('PLC-2 INT-6: what is missing is told, and it goes when it can', () => {
  const unclear = { homeDistrict: 'unclear' };

  test('PLC-2 INT-6: known in time it goes at 08:00; not known, the caseworker is told then', () => {
    const file = placedByNight(mondayNight, unclear);
    file.until(tuesday);
    expect(file.letters()).toEqual([]);
    expect(file.event<PlacementHandoverHeld>('PlacementHandoverHeld')).toMatchObject({ why: 'noDistrict' });
    expect(told(file.last())).toEqual(['caseworker:placementHandoverHeld']);
    const soon = placedByNight(mondayNight, unclear).does(jouren, 'setHomeDistrict', { district: 'nordost' });
    soon.until(tuesday);
    expect(soon.letter('placementTakeover').to).toBe('nordost');
  });

  test.each([
    { known: '2026-03-03T09:00:00.000Z', at: '2026-03-03T09:00:00.000Z', of: 'in office hours: at once' },
    { known: '2026-03-03T18:00:00.000Z', at: '2026-03-04T07:00:00.000Z', of: 'in the evening: at 08:00' },
    { known: '2026-03-06T18:00:00.000Z', at: '2026-03-09T07:00:00.000Z', of: 'on Friday evening' },
  ])('PLC-2 INT-3: the district becomes known $of', ({ known, at }) => {
    const file = placedByNight(mondayNight, unclear);
    file.until(known);
    file.does(jouren, 'setHomeDistrict', { district: 'nordost' });
    expect(plannedAt(file)).toEqual([at]);
    file.until(at);
    expect(file.letter('placementTakeover').to).toBe('nordost');
  });

  test('PLC-2: nothing is planned again while the same is missing', () => {
    const file = placedByNight(mondayNight, unclear);
    file.until('2026-03-03T09:00:00.000Z');
    file.does(jouren, 'setHomeDistrict', { district: 'unclear' });
    expect(plannedAt(file)).toEqual([]);
  });

  test('PLC-2: a late clock hands nothing over whose time has run out', () => {
    const file = placedByNight();
    const [due] = file.due();
    const step = file.at('2026-03-20T08:00:00.000Z').ticks(due?.id ?? '');
    expect(step.events.map(({ type }) => type)).toEqual(['DeadlinePassed']);
  });

  test('PLC-2: a letter that is not taken holds the hand-over back', () => {
    const file = handedOver({ consented: true });
    file.delivered(sentOf(file).letterId, 'rejected');
    expect(file.event<PlacementHandoverHeld>('PlacementHandoverHeld').why).toBe('notDelivered');
    expect(told(file.last())).toEqual(['caseworker:deliveryFailed', 'caseworker:placementHandoverHeld']);
  });

  test('PLC-2 TRF-5: held back because it was not taken, it is sent again each working day until it is', () => {
    const file = handedOver({ consented: true });
    file.delivered(sentOf(file).letterId, 'rejected');
    expect(plannedAt(file)).toEqual(['2026-03-04T07:00:00.000Z']);
    file.until('2026-03-04T07:00:00.000Z').forEach(() => file.delivered(sentOf(file).letterId, 'rejected'));
    file.until('2026-03-05T07:00:00.000Z');
    expect(file.letters('placementTakeover')).toHaveLength(3);
    takenOverFrom(file);
    expect(standings(file)).toEqual([['takenOver']]);
    expect(file.due()).toEqual([]);
  });

  test('PLC-2 INT-6: held back because it was not taken, it goes at once when another home district is found', () => {
    const file = handedOver({ consented: false });
    file.delivered(sentOf(file).letterId, 'rejected');
    file.at('2026-03-03T09:00:00.000Z').does(jouren, 'setHomeDistrict', { district: 'nordost' });
    file.until(file.now);
    expect(sentOf(file).to).toBe('nordost');
  });

  test('PLC-2 CON-3: stopped by a withdrawal it goes anew, with what is carried still', () => {
    const file = placedByNight();
    const consent = consentToHandover(file);
    file.until('2026-03-03T09:00:00.000Z');
    file.does(jouren, 'withdrawConsent', { consent, at: file.now });
    file.delivered(sentOf(file).letterId, 'stopped');
    expect(file.letters('placementRecall')).toEqual([]);
    file.until(file.now);
    expect(sentOf(file).goes).toEqual(['core']);
    expect(file.letters('placementTakeover')).toHaveLength(2);
  });
});

describe('PLC-5 PLC-2: what SAV placed is taken over likewise', () => {
  test('PLC-5: only a consent given for the placement lets it go by itself', () => {
    const file = placedBySav();
    consentAtSav(file, { purpose: 'exitProcess' });
    file.until(tuesday);
    expect(file.event<PlacementHandoverHeld>('PlacementHandoverHeld').why).toBe('nothingCarries');
    consentAtSav(file);
    file.until(tuesday);
    expect(sentOf(file)).toMatchObject({ to: 'hisingen', goes: ['core', 'placement'] });
  });

  test('PLC-5 TRF-6: the placement moves; the application and the exit file stay, and nothing of them is told', () => {
    const file = placedBySav();
    consentAtSav(file);
    file.until(tuesday);
    const receiver = takenOverFrom(file);
    expect(standings(file, receiver)).toEqual([['takenOver'], ['running']]);
    expect(file.state.transfer.application?.standing).toBe('held');
    expect(receiver.state.transfer.application).toBeUndefined();
    expect(JSON.stringify(receiver.state)).not.toContain('exceptionalReason');
    expect(file.tries(anna, 'closeCase', { reason: 'placementEnded' })).toEqual(refused('TRF-6'));
  });

  test('PLC-5: without that consent SAV stays responsible, is reminded, and it lapses there', () => {
    const file = placedBySav();
    const lines = file.until('2026-04-30T00:00:00.000Z').flatMap(told);
    expect(lines).toEqual([
      ...['caseworker:placementHandoverHeld', 'caseworker:placementEnds', 'unit:placementEnds'],
      ...['caseworker:placementEnds', 'unit:placementEnds', 'supervisor:placementLapsed'],
    ]);
  });
});

test('PLC-2: what a district decides itself is handed over to nobody', () => {
  const file = placedAndTold();
  expect(plannedAt(file)).toEqual([]);
  file.does(hugo, 'setHomeDistrict', { district: 'nordost' });
  expect(file.steps.flatMap(({ events }) => events.map(({ type }) => type))).not.toContain(
    'PlacementHandoverPlanned' satisfies PlacementHandoverPlanned['type'],
  );
});
