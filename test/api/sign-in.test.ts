import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { decodeJwt } from 'jose';
import type { Express } from 'express';
import request from 'supertest';

import { openTokens } from '../../api/token-config';
import type { SignIn } from '../../domain/profile/profile';
import { remoteKeySet } from '../../security/token-keys';
import type { TokenConfig } from '../../security/tokens';
import type { Identity } from '../support/identity';
import { startIdentity } from '../support/identity';
import type { SignedIn } from '../../dev/identity/sign-in';
import { signIn } from '../../dev/identity/sign-in';
import { assertConforms } from './support/contract';
import type { Service } from './support/service';
import { START_MS, openService } from './support/service';

const AUDIENCE = 'urn:sluss:api';
const redirect = 'http://127.0.0.1:1/signed-in';

/** What the profile of a city says whose sign-in gives groups. */
const mapping: SignIn = {
  claims: {
    groups: {
      'sluss-sav-caseworker': { unit: 'sav', role: 'caseworker' },
      'sluss-hisingen-supervisor': { unit: 'hisingen', role: 'supervisor' },
      'sluss-sav-operator': { unit: 'sav', role: 'operator' },
    },
  },
};

const staff = {
  's-1': { groups: ['printers', 'sluss-sav-caseworker'] },
  's-2': { groups: ['sluss-hisingen-supervisor'] },
  's-3': { groups: ['sluss-sav-caseworker', 'sluss-hisingen-supervisor'] },
  's-4': { groups: ['printers'], unit: 'sav', roles: ['supervisor'] },
  's-5': { groups: ['sluss-sav-operator'] },
};

let service: Service;
let identity: Identity;

async function identityAt(port: number): Promise<Identity> {
  const clients = [{ id: 'tests', redirects: [redirect] }];
  return startIdentity({
    port,
    audience: AUDIENCE,
    clients,
    staff,
    algorithm: 'RS256',
    accessTokenSeconds: 300,
  });
}

beforeAll(async () => {
  [service, identity] = await Promise.all([openService(), identityAt(0)]);
  service.clock.now = new Date().toISOString();
}, START_MS);
afterAll(async () => {
  await identity.stop();
  await service.close();
});

async function tokensOf(change: Partial<TokenConfig> = {}): Promise<TokenConfig> {
  const settings = {
    issuer: identity.issuer,
    audience: AUDIENCE,
    algorithms: ['RS256'] as const,
    maxTokenSeconds: 600,
    keys: { url: `${identity.issuer}/jwks` },
  };
  const { profile, units } = service.deps;
  return { ...(await openTokens(settings, { ...profile, signIn: mapping }, units)), ...change };
}

const as = async (person: string): Promise<SignedIn> =>
  signIn({ issuer: identity.issuer, client: 'tests', redirect, person });

async function ask(app: Express, token: string, path = '/v1/unit') {
  const answer = await request(app)
    .get(path)
    .set({ authorization: `Bearer ${token}` });
  return assertConforms('get', path, answer);
}

describe('ACC-5 an access token of a real identity server', () => {
  test('lets in by the groups that the profile maps', async () => {
    const app = service.but({ tokens: await tokensOf() });
    const [sav, hisingen, operator] = [await as('s-1'), await as('s-2'), await as('s-5')];
    expect((await ask(app, sav.access_token)).body).toMatchObject({ unit: 'sav' });
    expect((await ask(app, hisingen.access_token)).body).toMatchObject({ unit: 'hisingen' });
    expect((await ask(app, operator.access_token)).status).toBe(403);
    expect((await ask(app, operator.access_token, '/metrics')).status).toBe(200);
  });

  test('of somebody in two units, or in none that is mapped, whatever the other claims say: 401', async () => {
    const app = service.but({ tokens: await tokensOf() });
    for (const person of ['s-3', 's-4']) {
      const { access_token } = await as(person);
      expect(decodeJwt(access_token).sub).toBe(person);
      expect((await ask(app, access_token)).status).toBe(401);
    }
  });

  test('the ID token of the same sign-in is no access token: 401', async () => {
    const { id_token } = await as('s-1');
    for (const audience of [AUDIENCE, 'tests']) {
      expect((await ask(service.but({ tokens: await tokensOf({ audience }) }), id_token)).status).toBe(401);
    }
  });

  test('for another audience, or of another issuer whose keys are the same: 401', async () => {
    const { access_token } = await as('s-1');
    for (const other of [{ audience: 'urn:other:api' }, { issuer: 'https://id.example' }]) {
      expect((await ask(service.but({ tokens: await tokensOf(other) }), access_token)).status).toBe(401);
    }
  });

  test('expired, or issued in the future: 401', async () => {
    const app = service.but({ tokens: await tokensOf() });
    const { access_token } = await as('s-1');
    const { now } = service.clock;
    for (const [minutes, status] of [
      [5, 200],
      [7, 401],
      [-2, 401],
      [0, 200],
    ] as const) {
      service.clock.now = new Date(Date.parse(now) + minutes * 60_000).toISOString();
      expect([minutes, (await ask(app, access_token)).status]).toEqual([minutes, status]);
    }
    service.clock.now = now;
  });
});

describe('ACC-5 the keys of the identity server', () => {
  test('may be changed at any time: the new ones are fetched, and the old ones are believed no longer', async () => {
    const before = await as('s-1');
    const app = service.but({
      tokens: await tokensOf({ keySet: remoteKeySet(`${identity.issuer}/jwks`, 0) }),
    });
    expect((await ask(app, before.access_token)).status).toBe(200);
    await identity.stop();
    identity = await identityAt(identity.port);
    const after = await as('s-1');
    expect((await ask(app, after.access_token)).status).toBe(200);
    expect((await ask(app, before.access_token)).status).toBe(401);
  });

  test('are kept while it is away; a service that never had them answers 503 and says when to ask again', async () => {
    const { access_token } = await as('s-1');
    const known = service.but({ tokens: await tokensOf() });
    const fresh = service.but({ tokens: await tokensOf() });
    expect((await ask(known, access_token)).status).toBe(200);
    await identity.stop();
    expect((await ask(known, access_token)).status).toBe(200);
    const answer = await ask(fresh, access_token);
    expect([answer.status, answer.headers['retry-after']]).toEqual([503, '5']);
    expect(answer.body).toMatchObject({ type: 'urn:sluss:problem:signInAway' });
    await Promise.all([1, 2, 3].map(() => ask(fresh, access_token)));
    const told = service.reports.filter(({ reference }) => reference === 'sign-in');
    expect(told).toHaveLength(1);
    identity = await identityAt(identity.port);
    expect((await ask(fresh, (await as('s-1')).access_token)).status).toBe(200);
  });

  test.each([
    ['an error', (url: string) => ({ status: 500, location: url, body: '{}' })],
    ['a redirect to where the keys are', (url: string) => ({ status: 302, location: url, body: '' })],
    ['no key set', (url: string) => ({ status: 200, location: url, body: '{"keys":1}' })],
    ['no JSON', (url: string) => ({ status: 200, location: url, body: '<html>' })],
  ])('%s at their address: 503, and nobody is let in', async (_title, of) => {
    const { access_token } = await as('s-1');
    const { status, location, body } = of(`${identity.issuer}/jwks`);
    const server = createServer((_asked, response) => response.writeHead(status, { location }).end(body));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const keySet = remoteKeySet(`http://127.0.0.1:${port.toString()}/jwks`);
    const { status: answered } = await ask(service.but({ tokens: await tokensOf({ keySet }) }), access_token);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    expect(answered).toBe(503);
  });
});
