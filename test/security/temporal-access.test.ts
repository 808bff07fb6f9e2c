import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { accessFilesIn, faultsOf, followToken, readAccess } from '../../security/temporal-access';

let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'sluss-access-'));
});

afterEach(async () => {
  await rm(dir, { recursive: true });
});

const put = async (name: string, content: string, mode = 0o600): Promise<string> => {
  const path = join(dir, name);
  await writeFile(`${path}.new`, content, { mode });
  await rename(`${path}.new`, path);
  return path;
};

const nobody = (): void => undefined;

test('without any file named, the server is reached without TLS and without a token', async () => {
  expect(accessFilesIn({ SLUSS_TEMPORAL_TOKEN_FILE: '' })).toEqual({});
  expect(await readAccess({}, nobody)).toEqual({ tls: false });
});

test('a token goes in the clear to no other machine', () => {
  const token = accessFilesIn({ SLUSS_TEMPORAL_TOKEN_FILE: '/run/token' });
  expect(faultsOf(token, 'temporal.example:7233')).toEqual([
    expect.stringContaining('SLUSS_TEMPORAL_TOKEN_FILE needs SLUSS_TEMPORAL_TLS_CA_FILE'),
  ]);
  expect(faultsOf(token, '127.0.0.1.example:7233')).toHaveLength(1);
  expect(faultsOf(token, '127.0.0.1:7233')).toEqual([]);
  expect(faultsOf({ ...token, ca: '/run/ca.pem' }, 'temporal.example:7233')).toEqual([]);
});

test('a certificate of the client needs its key, and the key its certificate', () => {
  for (const half of [{ certificate: '/c' }, { key: '/k' }]) {
    expect(faultsOf(half, 'localhost:7233')).toEqual([expect.stringContaining('must be set together')]);
  }
});

test('the name in the server’s certificate is of no use without TLS', () => {
  const named = { serverName: 'temporal' };
  expect(faultsOf(named, 'temporal.example:7233')).toEqual([
    expect.stringContaining('SLUSS_TEMPORAL_TLS_SERVER_NAME needs SLUSS_TEMPORAL_TLS_CA_FILE'),
  ]);
  expect(faultsOf({ ...named, ca: '/run/ca.pem' }, 'temporal.example:7233')).toEqual([]);
});

test('TLS is made of the files named', async () => {
  const ca = await put('ca.pem', 'ca', 0o644);
  const certificate = await put('client.pem', 'certificate', 0o644);
  const key = await put('client.key', 'key');
  const { tls } = await readAccess({ ca, certificate, key, serverName: 'temporal' }, nobody);
  expect(tls).toEqual({
    serverRootCACertificate: Buffer.from('ca'),
    serverNameOverride: 'temporal',
    clientCertPair: { crt: Buffer.from('certificate'), key: Buffer.from('key') },
  });
});

test('a token that others may read is not used', async () => {
  const token = await put('token', 'one', 0o644);
  await expect(readAccess({ token }, nobody)).rejects.toThrow(/open to others/);
});

test('a token that was replaced is used from then on; while there is none, the last one goes on and that is reported', async () => {
  const file = await put('token', 'one\n');
  const faults: unknown[] = [];
  let reported: () => void = nobody;
  const someFault = new Promise<void>((resolve) => {
    reported = resolve;
  });
  const report = (_what: string, fault: unknown): void => {
    faults.push(fault);
    reported();
  };
  const token = await followToken(file, { report, everyMs: 5 });
  try {
    expect(token.current()).toBe('one');
    const told = new Promise<string>((resolve) => {
      token.onChange(resolve);
    });
    await put('token', 'two');
    expect(await told).toBe('two');
    expect(token.current()).toBe('two');

    expect(faults).toEqual([]);
    await rm(file);
    await someFault;
    expect(String(faults[0])).toContain(file);
    expect(token.current()).toBe('two');
  } finally {
    token.close();
  }
});
