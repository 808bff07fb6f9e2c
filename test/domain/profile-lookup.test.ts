import { freezeGround, groundOn } from '../../domain/profile/ground';
import {
  channelOf,
  hasFunction,
  isPolice,
  partyName,
  policeFor,
  profileVersion,
  unitOf,
  unitsByFunction,
} from '../../domain/profile/lookup';
import { describeFaults, readProfile } from '../../profiles/read-profile';

const reading = readProfile('goteborg');
if (!reading.ok) throw new Error(describeFaults('goteborg', reading.faults));
const { profile } = reading;

test('units are found by id and by function', () => {
  expect(unitOf(profile, 'hisingen')?.function).toBe('district');
  expect(unitOf(profile, 'las')).toBeUndefined();
  expect(unitsByFunction(profile, 'district').map(({ id }) => id)).toEqual([
    'centrum',
    'hisingen',
    'nordost',
    'sydvast',
  ]);
  expect(hasFunction(profile, 'sav', 'defectorUnit')).toBe(true);
  expect(hasFunction(profile, 'centrum', 'defectorUnit')).toBe(false);
  expect(hasFunction(profile, 'nobody', 'district')).toBe(false);
  expect(profileVersion(profile)).toBe('goteborg/2');
});

test('THR-1: each stage has its police function', () => {
  expect(policeFor(profile, 'initial')?.id).toBe('las');
  expect(policeFor(profile, 'inDepth')?.id).toBe('bops');
  expect(policeFor({ ...profile, police: [] }, 'initial')).toBeUndefined();
  expect([isPolice(profile, 'las'), isPolice(profile, 'sav')]).toEqual([true, false]);
});

test('INT-1: the channel decides the function of the receiving unit', () => {
  expect(channelOf(profile, 'defectorTelephone')?.unitFunction).toBe('defectorUnit');
  expect(channelOf(profile, 'reception')?.unitFunction).toBe('district');
  expect(channelOf(profile, 'dutyDesk')?.unitFunction).toBe('dutyDesk');
  expect(channelOf(profile, 'pigeon')).toBeUndefined();
});

test('parties have names in both languages; an unknown one stands for itself', () => {
  expect(partyName(profile, 'socialjour', 'sv')).toBe('Socialjouren');
  expect(partyName(profile, 'socialjour', 'en')).toBe('The duty desk');
  expect(partyName(profile, 'las', 'en')).toContain('LAS');
  expect(partyName(profile, 'nobody', 'en')).toBe('nobody');
});

describe('CON-5: which wording of a ground holds on a day', () => {
  test.each([
    ['preventYouthCrime', '2025-03-31', 'OSL (2009:400) 10 kap. 18 a §'],
    ['preventYouthCrime', '2025-04-01', 'OSL (2009:400) 10 kap. 18 a §, SFS 2025:179'],
    ['childConcernReport', '2025-06-30', 'SoL (2001:453) 14 kap. 1 §'],
    ['childConcernReport', '2025-07-01', 'SoL (2025:400) 19 kap. 1 §'],
    ['reportDutySubstanceAbuse', '2026-03-02', 'LVM (1988:870) 6 §'],
    ['preventYouthCrime', '2012-12-31', undefined],
    ['preventOrInvestigateCrime', '2026-03-02', undefined],
    ['everything', '2026-03-02', undefined],
  ])('CON-5: %s on %s is %s', (id, date, statute) => {
    expect(groundOn(profile.grounds, id, date)?.statute).toBe(statute);
  });

  test('CON-5: a ground that the authority switches on holds from its own first day', () => {
    const grounds = profile.grounds.map((ground) => ({
      ...ground,
      enabled: true,
      decider: 'The head of department',
    }));

    expect(groundOn(grounds, 'preventOrInvestigateCrime', '2025-11-30')).toBeUndefined();
    expect(groundOn(grounds, 'preventOrInvestigateCrime', '2025-12-01')?.asksFor).toContain('weighing');
  });

  test('CON-5: a disclosure keeps the text and dates of the row that carried it', () => {
    const open = groundOn(profile.grounds, 'dutyDeskHandover', '2026-03-02');
    const ended = groundOn(profile.grounds, 'preventYouthCrime', '2025-03-31');

    expect(open && Object.keys(freezeGround(open)).sort()).toEqual(['from', 'id', 'statute', 'text']);
    expect(ended && freezeGround(ended)).toMatchObject({ from: '2013-01-01', to: '2025-03-31' });
  });
});
