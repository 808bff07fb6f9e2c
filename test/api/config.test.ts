import { readConfig } from '../../api/config';

const SECRET = 'zebrasecret';

/** What the embedded run sets, shortened. */
const sound: Readonly<Record<string, string>> = {
  SLUSS_PUBLIC_ORIGIN: 'https://sluss.example/',
  SLUSS_DATABASE_URL: `postgres://sluss:${SECRET}@127.0.0.1/sluss`,
  SLUSS_TEMPORAL_ADDRESS: '127.0.0.1:7233',
  SLUSS_PROFILE: 'goteborg',
  SLUSS_UNITS: 'sav, hisingen',
  SLUSS_MASTER_KEYS: 'file:/keys',
  SLUSS_PARTNER_KEYS_FILE: '/partners.json',
  SLUSS_API_SECRET_FILE: '/secret',
  SLUSS_TOKEN_ISSUER: 'https://id.example',
  SLUSS_TOKEN_AUDIENCE: 'sluss',
  SLUSS_TOKEN_KEYS_FILE: '/keys.json',
};

function complaint(change: Readonly<Record<string, string | undefined>>): string {
  try {
    readConfig({ ...sound, ...change });
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

test('what limits callers has standards, and believes no proxy', () => {
  const { limits, trustedProxies, units } = readConfig(sound);
  expect(limits).toEqual({ requestsPerMinute: 1200, misses: 20, lockSeconds: 900 });
  expect(trustedProxies).toEqual([]);
  expect(units).toEqual(['sav', 'hisingen']);
  const set = readConfig({ ...sound, SLUSS_TRUSTED_PROXIES: '192.0.2.7, 2001:db8::/32' });
  expect(set.trustedProxies).toEqual(['192.0.2.7', '2001:db8::/32']);
});

test('every fault is named, and no value', () => {
  const said = complaint({
    SLUSS_TRUSTED_PROXIES: SECRET,
    SLUSS_REQUESTS_PER_MINUTE: SECRET,
    SLUSS_UNITS: `${SECRET}!`,
    SLUSS_PUBLIC_ORIGIN: `ftp://${SECRET}`,
    SLUSS_DATABASE_URL: undefined,
  });
  for (const name of ['TRUSTED_PROXIES', 'REQUESTS_PER_MINUTE', 'UNITS', 'PUBLIC_ORIGIN', 'DATABASE_URL'])
    expect(said).toContain(`SLUSS_${name}`);
  expect(said).not.toContain(SECRET);
});
