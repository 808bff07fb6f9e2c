import { asCommonAddress, toWire } from '../../activities/letter-wire';
import type { Carrier, Letter } from '../../domain/letters/letter';
import type { WireLetter } from '../../domain/letters/wire';

const SENT = '2026-03-09T09:00:00.000Z';
const DECIDED = '2026-03-02T08:17:31.123Z';

const onGround: Carrier = {
  kind: 'ground',
  ground: { id: 'duty', text: { en: 'A duty', sv: 'En plikt' }, statute: 'x', from: '2020-01-01' },
  use: { decidedAt: DECIDED, as: 'supervisor', by: 'siv', lastDay: '2026-05-01' },
};
const byConsent: Carrier = {
  kind: 'consent',
  consent: {
    ...{ consentId: 's-1', givingUnit: 'north', ledgerCase: 'c-1', purpose: 'homeDistrict' },
    ...{ recipients: ['desk'], categories: ['homeDistrict', 'criteria'] },
    ...{ givenAt: '2026-02-27T08:17:31.123Z', until: '2026-06-30T21:59:59.000Z' },
  },
};

function wire(carrier: Carrier): WireLetter {
  const letter: Letter = {
    ...{ letterId: 'l-1', kind: 'homeDistrictQuestion', to: 'desk', fromCase: 'c-1', reference: 'q-1' },
    ...{ facts: {}, enclosures: [{ category: 'homeDistrict', carrier, facts: {}, notes: [] }] },
  };
  return toWire({ letter, texts: new Map(), identities: new Map() }, 'north', SENT);
}

describe('CON-5: what a letter on a ground tells its recipient', () => {
  test('CON-5: when it was decided and in what function; neither who it was nor the person’s age', () => {
    expect(wire(onGround).enclosures[0]?.carrier).toEqual({
      ...onGround,
      use: { decidedAt: DECIDED, as: 'supervisor' },
    });
  });
});

describe('INT-6: what the common address sends on', () => {
  const sentOn = (carrier: Carrier): WireLetter => asCommonAddress(wire(carrier), 'city', 'token');

  test.each([
    { by: 'a ground', carrier: onGround },
    { by: 'a consent', carrier: byConsent },
  ])('INT-6: on $by: no time but its own, and nobody who decided', ({ carrier }) => {
    const text = JSON.stringify(sentOn(carrier));
    const times = text.match(/\d{4}-\d\d-\d\dT[\d:.]+Z/g) ?? [];
    expect(new Set(times)).toEqual(new Set([SENT]));
    expect(text).not.toMatch(/siv|supervisor|north|c-1|s-1|2026-05-01|2026-06-30/);
  });

  test('INT-6: the consent names what is enclosed, its purpose and the desk', () => {
    expect(sentOn(byConsent).enclosures[0]?.carrier).toEqual({
      kind: 'consent',
      consent: {
        ...{ consentId: 'q-1', givingUnit: 'city', ledgerCase: 'token', purpose: 'homeDistrict' },
        ...{ recipients: ['desk'], categories: ['homeDistrict'], givenAt: SENT },
      },
    });
  });
});
