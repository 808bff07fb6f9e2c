import type { JWTPayload } from 'jose';

import type { SignIn } from '../../domain/profile/profile';
import { readerOf } from '../../security/sign-in';
import { isKeyAddress, remoteKeySet } from '../../security/token-keys';

/** As a city's sign-in may have it: one list of groups, each of which tells unit and role, beside those of other systems. */
const byGroups: SignIn = {
  person: 'employee',
  claims: {
    groups: {
      'sluss-sav-caseworker': { unit: 'sav', role: 'caseworker' },
      'sluss-sav-supervisor': { unit: 'sav', role: 'supervisor' },
      'sluss-hisingen-supervisor': { unit: 'hisingen', role: 'supervisor' },
      'sluss-centrum-reception': { unit: 'centrum', role: 'reception' },
    },
  },
};

/** One claim for where somebody works, one for what they do there. */
const byTwoClaims: SignIn = {
  claims: {
    department: { '4711': { unit: 'sav' }, '4712': { unit: 'hisingen' } },
    duties: { Handläggare: { role: 'caseworker' }, 'Första socialsekreterare': { role: 'supervisor' } },
  },
};

const served = ['sav', 'hisingen'];
const of = (payload: JWTPayload, signIn = byGroups) => readerOf(payload, signIn, served);
const refusedFor = (reason: string) => new RegExp(`^Token refused: ${reason}$`);

describe('ACC-5 the profile says what the claims of the sign-in mean', () => {
  test('one claim that tells unit and role', () => {
    const groups = ['vpn', 'sluss-sav-caseworker', 'sluss-sav-supervisor', 'SLUSS-SAV-RECEPTION'];
    expect(of({ employee: 's-1041', sub: '_x/y', groups })).toEqual({
      person: 's-1041',
      unit: 'sav',
      roles: ['caseworker', 'supervisor'],
    });
  });

  test('two claims, of one value or a list', () => {
    const reader = { person: 's-1041', unit: 'sav', roles: ['supervisor'] };
    const said = { sub: 's-1041', department: '4711', duties: ['Första socialsekreterare', 'Skyddsombud'] };
    expect(of(said, byTwoClaims)).toEqual(reader);
    expect(of({ ...said, department: ['4711', '9999'] }, byTwoClaims)).toEqual(reader);
  });

  test.each([
    ['nobody’s groups', [], 'wrongUnit'],
    ['groups of other systems only', ['vpn', 'printers'], 'wrongUnit'],
    [
      'the name of a group with something before or after it',
      ['xsluss-sav-caseworker', 'sluss-sav-caseworker '],
      'wrongUnit',
    ],
    ['groups of two units', ['sluss-sav-caseworker', 'sluss-hisingen-supervisor'], 'severalUnits'],
    ['a unit that is not served here', ['sluss-centrum-reception'], 'wrongUnit'],
    [
      'two units of which one is not served here',
      ['sluss-sav-caseworker', 'sluss-centrum-reception'],
      'severalUnits',
    ],
    ['what every object has', ['constructor', '__proto__', 'toString'], 'wrongUnit'],
    ['no list', { 'sluss-sav-caseworker': true }, 'wrongUnit'],
    ['a list in a list', [['sluss-sav-caseworker']], 'wrongUnit'],
    ['one text with several in it', 'sluss-sav-caseworker sluss-sav-supervisor', 'wrongUnit'],
  ])('refused: %s', (_title, groups, reason) => {
    expect(() => of({ employee: 's-1041', groups })).toThrow(refusedFor(reason));
  });

  test('a unit without a role, and claims that only the standard names, open nothing', () => {
    expect(() => of({ sub: 's-1041', department: '4711', duties: ['Vaktmästare'] }, byTwoClaims)).toThrow(
      refusedFor('noRole'),
    );
    expect(() => of({ employee: 's-1041', unit: 'sav', roles: ['supervisor'] })).toThrow(
      refusedFor('wrongUnit'),
    );
  });

  test('the person comes from the claim that the profile names, and from no other', () => {
    const groups = ['sluss-sav-caseworker'];
    expect(() => of({ sub: 's-1041', groups })).toThrow(refusedFor('missingClaim'));
    expect(() => of({ employee: ['s-1041'], groups })).toThrow(refusedFor('missingClaim'));
    expect(() => of({ employee: 'Nils Nilsson', groups })).toThrow(refusedFor('missingClaim'));
  });

  test.each(['199001239814', '19900123-9814', '9001239814', '199001839813'])(
    'AUD-1 a personal number is no staff id, since staff ids stand in the clear: %s',
    (employee) => {
      expect(() => of({ employee, groups: ['sluss-sav-caseworker'] })).toThrow(refusedFor('personalNumber'));
    },
  );

  test.each(['operator', 'engine', 'clock', 'Operator'])(
    'AUD-1 nobody is called as what acts beside people in the log: %s',
    (employee) => {
      expect(() => of({ employee, groups: ['sluss-sav-caseworker'] })).toThrow(refusedFor('reservedPerson'));
    },
  );

  test('an id of as many digits that is nobody’s number is one', () => {
    const groups = ['sluss-sav-caseworker'];
    expect(of({ employee: '104110411041', groups }).person).toBe('104110411041');
  });
});

describe('ACC-5 keys of the sign-in come from where they are configured', () => {
  test.each([
    'https://id.example/jwks',
    'http://127.0.0.1:4000/jwks',
    'http://[::1]:4000/jwks',
    'http://localhost/jwks',
  ])('taken: %s', (address) => {
    expect(isKeyAddress(address)).toBe(true);
  });

  test.each([
    'http://id.example/jwks',
    'http://127.0.0.1.evil.example/jwks',
    'http://localhost.evil.example/jwks',
    'https://user:secret@id.example/jwks',
    'file:///etc/passwd',
    'data:application/json,{}',
    'id.example/jwks',
    '',
  ])('refused: %s', (address) => {
    expect(isKeyAddress(address)).toBe(false);
    expect(() => remoteKeySet(address)).toThrow('over HTTPS only');
  });
});
