import { decodeJwt, decodeProtectedHeader } from 'jose';

import type { Identity } from '../support/identity';
import { startIdentity } from '../support/identity';
import { signIn } from '../../dev/identity/sign-in';

const AUDIENCE = 'urn:sluss:api';
const redirect = 'http://127.0.0.1:1/signed-in';
const staff = { 'sav.supervisor': { unit: 'sav', permissions: ['sluss-sav:read'] } };

describe.each(['ES256', 'RS256'] as const)('ACC-5 the identity server for tests, with %s', (algorithm) => {
  let identity: Identity;

  beforeAll(async () => {
    const clients = [{ id: 'tests', redirects: [redirect] }];
    identity = await startIdentity({
      audience: AUDIENCE,
      algorithm,
      clients,
      staff,
      accessTokenSeconds: 240,
    });
  });
  afterAll(() => identity.stop());

  test('signs the chosen member of staff in: an access token with the claims of that person, and an ID token', async () => {
    const { issuer } = identity;
    const given = await signIn({ issuer, client: 'tests', redirect, person: 'sav.supervisor' });
    expect(decodeProtectedHeader(given.access_token)).toMatchObject({ alg: algorithm, typ: 'at+jwt' });
    const claims = decodeJwt(given.access_token);
    expect(claims).toMatchObject({
      iss: issuer,
      aud: AUDIENCE,
      sub: 'sav.supervisor',
      ...staff['sav.supervisor'],
    });
    expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(240);
    expect(decodeJwt(given.id_token)).toMatchObject({ aud: 'tests', name: 'sav.supervisor' });
  });

  test('nobody else can be signed in', async () => {
    const { issuer } = identity;
    const other = signIn({ issuer, client: 'tests', redirect, person: 'hisingen.supervisor' });
    await expect(other).rejects.toThrow('400');
  });
});
