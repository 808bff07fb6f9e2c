import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createTokenKey, issueDevToken, localKeySet, readTokenKey } from '../../security/dev-tokens';
import { verifyToken } from '../../security/tokens';
import type { TokenConfig } from '../../security/tokens';
import { standardSignIn } from '../../security/sign-in';
import type { TokenReason } from '../../security/token-refused';

const NOW = new Date('2026-03-02T09:00:00.000Z');
const SECONDS = 1_772_442_000;
const trusted = generateKeyPairSync('ed25519');
const es256 = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const attacker = generateKeyPairSync('ed25519');
const config: TokenConfig = {
  issuer: 'https://id.example',
  audience: 'sluss',
  keySet: localKeySet({
    keys: [
      { ...trusted.publicKey.export({ format: 'jwk' }), kid: 'k1', alg: 'EdDSA', use: 'sig' },
      { ...es256.publicKey.export({ format: 'jwk' }), kid: 'k2', alg: 'ES256', use: 'sig' },
    ],
  }),
  algorithms: ['ES256', 'EdDSA'],
  maxTokenSeconds: 600,
  signIn: standardSignIn(['sav', 'district-east', 'district-west']),
  units: ['sav', 'district-east'],
};

const header = { alg: 'EdDSA', typ: 'at+jwt', kid: 'k1' };
const claims = {
  iss: 'https://id.example',
  aud: 'sluss',
  sub: 'p-17',
  iat: SECONDS,
  exp: SECONDS + 300,
  unit: 'sav',
  roles: ['caseworker', 'supervisor'],
};
const reader = { person: 'p-17', unit: 'sav', roles: ['caseworker', 'supervisor'] };

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Makes a token by hand, as RFC 7515 says; `undefined` takes a claim or header away. */
function token(
  change: { readonly header?: object; readonly claims?: object; readonly key?: KeyObject } = {},
): string {
  const input = `${part({ ...header, ...change.header })}.${part({ ...claims, ...change.claims })}`;
  const signature = sign(null, Buffer.from(input), change.key ?? trusted.privateKey);
  return `${input}.${signature.toString('base64url')}`;
}

async function expectRefused(jwt: string, reason: TokenReason, now = NOW): Promise<void> {
  await expect(verifyToken(jwt, config, now)).rejects.toMatchObject({ name: 'TokenRefused', reason });
  await expect(verifyToken(jwt, config, now)).rejects.toThrow(new RegExp(`^Token refused: ${reason}$`));
}

const after = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1000);

describe('ACC-5: person, unit and roles come from a verified token', () => {
  test('EdDSA and ES256', async () => {
    expect(await verifyToken(token(), config, NOW)).toEqual(reader);
    const input = `${part({ ...header, alg: 'ES256', kid: 'k2' })}.${part(claims)}`;
    const signature = sign('sha256', Buffer.from(input), {
      key: es256.privateKey,
      dsaEncoding: 'ieee-p1363',
    });
    expect(await verifyToken(`${input}.${signature.toString('base64url')}`, config, NOW)).toEqual(reader);
  });

  test('nothing else of the token becomes part of the reader', async () => {
    const more = token({ claims: { admin: true, name: 'x', scope: 'all' } });
    expect(await verifyToken(more, config, NOW)).toEqual(reader);
  });
});

describe('ACC-5: refused', () => {
  test('unsigned, with alg none', async () => {
    const [, body = ''] = token().split('.');
    for (const alg of ['none', 'None', 'NONE']) {
      await expectRefused(`${part({ ...header, alg })}.${body}.`, 'wrongAlgorithm');
    }
  });

  test('HS256 with the public key as the secret', async () => {
    const spki = trusted.publicKey.export({ type: 'spki', format: 'pem' });
    const raw = Buffer.from(trusted.publicKey.export({ format: 'jwk' }).x ?? '', 'base64url');
    for (const secret of [spki, raw]) {
      const input = `${part({ ...header, alg: 'HS256' })}.${part(claims)}`;
      const mac = createHmac('sha256', secret).update(input).digest('base64url');
      await expectRefused(`${input}.${mac}`, 'wrongAlgorithm');
    }
  });

  test.each(['jku', 'x5u', 'jwk', 'x5c'])(
    'a key brought along as %s, also beside a good signature',
    async (name) => {
      const jwk = attacker.publicKey.export({ format: 'jwk' });
      const value = { jku: 'https://evil.example/jwks', x5u: 'https://evil.example/x', jwk, x5c: ['AA'] }[
        name
      ];
      await expectRefused(token({ header: { [name]: value }, key: attacker.privateKey }), 'keyInHeader');
      await expectRefused(token({ header: { [name]: value } }), 'keyInHeader');
    },
  );

  test.each(['../../etc/passwd', 'k1\0', "k1' OR 1=1", '__proto__', '', 'K1'])('kid %j', async (kid) => {
    await expectRefused(token({ header: { kid } }), 'unknownKey');
  });

  test('another signer, an altered claim, a cut signature', async () => {
    await expectRefused(token({ key: attacker.privateKey }), 'badSignature');
    const [head = '', , signature = ''] = token().split('.');
    await expectRefused(`${head}.${part({ ...claims, unit: 'district-east' })}.${signature}`, 'badSignature');
    await expectRefused(token().slice(0, -10), 'badSignature');
  });

  test('another issuer or audience, or none', async () => {
    await expectRefused(token({ claims: { iss: 'https://evil.example' } }), 'wrongIssuer');
    await expectRefused(token({ claims: { iss: undefined } }), 'missingClaim');
    await expectRefused(token({ claims: { aud: 'other' } }), 'wrongAudience');
    await expectRefused(token({ claims: { aud: undefined } }), 'missingClaim');
  });

  test('expired, with one minute of tolerance', async () => {
    expect(await verifyToken(token(), config, after(359))).toEqual(reader);
    await expectRefused(token(), 'expired', after(360));
    await expectRefused(token({ claims: { exp: undefined } }), 'missingClaim');
  });

  test('older than this service allows, whatever it says itself', async () => {
    const long = token({ claims: { exp: SECONDS + 86_400 } });
    expect(await verifyToken(long, config, after(660))).toEqual(reader);
    await expectRefused(long, 'expired', after(661));
    await expectRefused(token({ claims: { iat: undefined } }), 'missingClaim');
  });

  test('not valid yet', async () => {
    await expectRefused(token({ claims: { nbf: SECONDS + 61 } }), 'notYetValid');
    await expectRefused(token({ claims: { iat: SECONDS + 61 } }), 'notYetValid');
  });

  test.each(['JWT', 'id+jwt', undefined])('an ID token or another type: %s', async (typ) => {
    await expectRefused(token({ header: { typ } }), 'wrongType');
  });

  test('roles that mean nothing here are no roles, and nobody is let in without one', async () => {
    for (const roles of [
      ['owner'],
      [],
      'owner',
      [['caseworker']],
      ['constructor'],
      { caseworker: true },
      null,
      7,
    ]) {
      await expectRefused(token({ claims: { roles } }), 'noRole');
    }
    await expectRefused(token({ claims: { roles: undefined } }), 'noRole');
    const mixed = token({ claims: { roles: ['owner', 'supervisor', '__proto__', 'Caseworker'] } });
    expect((await verifyToken(mixed, config, NOW)).roles).toEqual(['supervisor']);
  });

  test('no unit, an unknown one, or one that is not served here', async () => {
    for (const unit of [undefined, 'las', 'SAV', '', 7, null, [], { id: 'sav' }, 'district-west']) {
      await expectRefused(token({ claims: { unit } }), 'wrongUnit');
    }
  });

  test('two units, also when only one of them is served here', async () => {
    await expectRefused(token({ claims: { unit: ['sav', 'district-east'] } }), 'severalUnits');
    await expectRefused(token({ claims: { unit: ['sav', 'district-west'] } }), 'severalUnits');
  });

  test('a token for several services', async () => {
    await expectRefused(token({ claims: { aud: ['sluss', 'other'] } }), 'wrongAudience');
    expect(await verifyToken(token({ claims: { aud: ['sluss'] } }), config, NOW)).toEqual(reader);
  });

  test('an algorithm that is sound, but not the one that is configured', async () => {
    const only = { ...config, algorithms: ['ES256'] as const };
    await expect(verifyToken(token(), only, NOW)).rejects.toMatchObject({ reason: 'wrongAlgorithm' });
  });

  test('no person, or one that is no staff id', async () => {
    await expectRefused(token({ claims: { sub: undefined } }), 'missingClaim');
    for (const sub of ['', 7, 'a b', 'x'.repeat(65), 'a\n']) {
      await expectRefused(token({ claims: { sub } }), 'missingClaim');
    }
  });

  test.each(['', 'x', 'a.b', 'a.b.c', '...', `${part(header)}.${part([])}.AA`, 'x'.repeat(1_000)])(
    'garbage: %s',
    async (jwt) => {
      await expect(verifyToken(jwt, config, NOW)).rejects.toMatchObject({ name: 'TokenRefused' });
    },
  );

  test('a critical extension that is not understood', async () => {
    await expectRefused(token({ header: { crit: ['x'], x: 1 } }), 'malformed');
  });
});

test('a key set that cannot be reached is not the token’s fault', async () => {
  const away = { ...config, keySet: () => Promise.reject(new Error('connection refused')) };
  await expect(verifyToken(token(), away, NOW)).rejects.toThrow('connection refused');
});

describe('ACC-5: development tokens', () => {
  test('are real tokens: the same verification takes them, with their own key only', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'sluss-token-'));
    const made = await createTokenKey(dir);
    const key = await readTokenKey(dir);
    expect(key.kid).toBe(made.kid);
    expect(JSON.stringify(key.jwks)).not.toContain('"d"');
    const { issuer, audience } = config;
    const says = { person: 'p-17', unit: 'sav', roles: ['caseworker', 'supervisor'] as const };
    const jwt = await issueDevToken(key, { ...says, issuer, audience, now: NOW, lifetimeSeconds: 43_200 });
    const own = { ...config, keySet: localKeySet(made.jwks), maxTokenSeconds: 43_200 };
    expect(await verifyToken(jwt, own, NOW)).toEqual(reader);
    expect(await verifyToken(jwt, own, after(43_000))).toEqual(reader);
    await expectRefused(jwt, 'unknownKey');
    await expect(createTokenKey(dir)).rejects.toThrow('is there already');
    await rm(dir, { recursive: true });
  });
});
