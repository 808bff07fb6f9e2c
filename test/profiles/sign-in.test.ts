import { checkProfile, describeFaults, readProfile } from '../../profiles/read-profile';

/** The faults of the routine's profile with this sign-in. */
function faultsWith(signIn: unknown): readonly string[] {
  const reading = readProfile('goteborg');
  if (!reading.ok) throw new Error(describeFaults('goteborg', reading.faults));
  const checked = checkProfile({ ...reading.profile, signIn });
  return checked.ok ? [] : checked.faults;
}

const groups = (g: unknown) => ({ claims: { groups: { g } } });

test('ACC-5: a profile says which values of which claims mean which unit and role', () => {
  expect(faultsWith({ person: 'employee', ...groups({ unit: 'sav', role: 'caseworker' }) })).toEqual([]);
});

test.each([
  [
    'a unit that is not there',
    groups({ unit: 'nowhere' }),
    'signIn.claims.groups.g.unit: "nowhere" is no unit',
  ],
  ['a police function for a unit', groups({ unit: 'las' }), 'signIn.claims.groups.g.unit: "las" is no unit'],
  ['a role that is not there', groups({ role: 'owner' }), 'signIn.claims.groups.g.role: must be one of'],
  ['a value that means nothing', groups({}), 'signIn.claims.groups.g: must name a unit or a role'],
  [
    'a value that means more',
    groups({ unit: 'sav', admin: true }),
    'signIn.claims.groups.g.admin: is not a value',
  ],
  ['no claims', {}, 'signIn.claims: is missing'],
])('ACC-5: the sign-in has %s', (_title, signIn, fault) => {
  const faults = faultsWith(signIn);
  expect(faults).toHaveLength(1);
  expect(faults[0]).toContain(fault);
});
