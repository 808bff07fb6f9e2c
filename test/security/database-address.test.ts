import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TLSSocket, createSecureContext } from 'node:tls';

import { generate } from 'selfsigned';

import { readConfig } from '../../worker/config';
import { databaseFaults, databaseUrlIn } from '../../security/database-address';
import { connect } from '../../store/database';

const faults = (url: string, plain?: string) =>
  databaseFaults({ SLUSS_DATABASE_URL: url, SLUSS_PLAIN_DATABASE_HOSTS: plain });

test.each([
  'postgres://u:secret@127.0.0.1:5432/sluss',
  'postgresql://u:secret@localhost/sluss',
  'postgres://u:secret@[::1]/sluss',
  'postgres://u@db.example/sluss?host=/var/run/postgresql',
  'postgres://%2Fvar%2Frun%2Fpostgresql/sluss',
  'socket:/var/run/postgresql?db=sluss',
  '/var/run/postgresql sluss',
  'postgres://u:secret@db.example/sluss?sslmode=verify-full',
  'postgres://u:secret@192.0.2.7/sluss?sslmode=verify-full&sslrootcert=/ca.pem',
])('%s is on this machine, or reached by TLS that says who answers', (url) => {
  expect(faults(url)).toEqual([]);
});

test.each([
  'postgres://u:secret@db.example/sluss',
  'postgres://u:secret@127.0.0.1.example/sluss',
  'postgres://u:secret@127.0.0.1/sluss?host=db.example',
  'postgres://u:secret@127.0.0.1,db.example/sluss',
  'postgres://u:secret@db.example/sluss?sslmode=disable',
  'postgres://u:secret@db.example/sluss?sslmode=prefer',
  'postgres://u:secret@db.example/sluss?sslmode=require',
  'postgres://u:secret@db.example/sluss?sslmode=require&uselibpqcompat=true',
  'postgres://u:secret@db.example/sluss?sslmode=verify-ca&sslrootcert=/ca.pem',
  'postgres://u:secret@db.example/sluss?sslmode=no-verify',
  'postgres://u:secret@db.example/sluss?sslmode=verify-full&sslmode=no-verify',
  'postgres://u:secret@db.example/sluss?ssl=true',
])('%s is refused, with what to do and without the address', (url) => {
  expect(faults(url)).toEqual([expect.stringMatching(/sslmode=verify-full.*SLUSS_PLAIN_DATABASE_HOSTS/)]);
  expect(faults(url, 'postgres').join()).not.toMatch(/secret|db\.example/);
  expect(() => databaseUrlIn({ DATABASE_URL: url }, 'DATABASE_URL')).toThrow(/^DATABASE_URL names another/);
});

test.each(['', 'sluss', 'https://db.example/sluss', 'postgres:///sluss'])('%j is no address', (url) => {
  expect(faults(url, '')).toEqual([expect.stringContaining('must be an address with a host')]);
});

test('a host that is named is reached without TLS, and no other', () => {
  expect(faults('postgres://u@postgres/sluss', 'other, postgres')).toEqual([]);
  expect(faults('postgres://u@postgres.example/sluss', 'other, postgres')).toHaveLength(1);
});

test('the worker does not start with such an address', () => {
  const env = { SLUSS_DATABASE_URL: 'postgres://u:secret@db.example/sluss' };
  expect(() => readConfig(env)).toThrow(/cannot start: .*SLUSS_DATABASE_URL names another machine/);
});

/** Something that answers in the database's place, and notes whether the driver went on after it had seen the certificate. */
function listening(pems: { readonly cert: string; readonly private: string }): Promise<Listening> {
  let isBelieved = false;
  const server = createServer((socket: Socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => {
      socket.write('S');
      const secureContext = createSecureContext({ cert: pems.cert, key: pems.private });
      const secure = new TLSSocket(socket, { isServer: true, secureContext });
      secure.on('error', () => undefined);
      secure.on('data', () => {
        isBelieved = true;
        secure.destroy();
      });
    });
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      resolve({ server, port: (server.address() as AddressInfo).port, isBelieved: () => isBelieved });
    });
  });
}

interface Listening {
  readonly server: Server;
  readonly port: number;
  readonly isBelieved: () => boolean;
}

const certificateFor = (name: string) =>
  generate([{ name: 'commonName', value: name }], {
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: name }] }],
  });

test.each([
  { who: 'the database', name: 'localhost', trusted: true, believed: true },
  { who: 'one whose certificate nobody signed', name: 'localhost', trusted: false, believed: false },
  { who: 'one with a certificate for another name', name: 'db.example', trusted: true, believed: false },
])('sslmode=verify-full: $who is told nothing unless it is known', async ({ name, trusted, believed }) => {
  const dir = await mkdtemp(join(tmpdir(), 'sluss-tls-'));
  const pems = await certificateFor(name);
  const ca = join(dir, 'ca.pem');
  await writeFile(ca, trusted ? pems.cert : (await certificateFor(name)).cert);
  const { server, port, isBelieved } = await listening(pems);
  const url = `postgres://u:secret@localhost:${String(port)}/sluss?sslmode=verify-full&sslrootcert=${ca}`;
  const database = connect(url, { max: 1 });
  try {
    await expect(database.check()).rejects.toThrow();
    expect(isBelieved()).toBe(believed);
  } finally {
    await database.close();
    await new Promise((resolve) => server.close(resolve));
    await rm(dir, { recursive: true });
  }
});

describe('a password in a file of its own', () => {
  let dir: string;
  const named = (file: string) => ({
    SLUSS_DATABASE_URL: 'postgres://u@127.0.0.1:5432/sluss',
    SLUSS_DATABASE_PASSWORD_FILE: join(dir, file),
  });

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'sluss-password-'));
    await writeFile(join(dir, 'closed'), 'a%b@c/d:e\n', { mode: 0o600 });
    await writeFile(join(dir, 'another'), 'of b\n', { mode: 0o600 });
    await writeFile(join(dir, 'open'), 'secret', { mode: 0o644 });
  });
  afterAll(() => rm(dir, { recursive: true }));

  test('becomes part of the address, whatever signs it has', () => {
    const { username, password, host } = new URL(databaseUrlIn(named('closed')));
    expect([username, decodeURIComponent(password), host]).toEqual(['u', 'a%b@c/d:e', '127.0.0.1:5432']);
  });

  test('is that of the login it is named for, and goes into no other’s address', () => {
    const both = { ...named('closed'), SLUSS_BACKUP_DATABASE_URL: 'postgres://b:own@127.0.0.1:5432/sluss' };
    const passwordOf = (env: Parameters<typeof databaseUrlIn>[0]): string =>
      decodeURIComponent(new URL(databaseUrlIn(env, 'SLUSS_BACKUP_DATABASE_URL')).password);
    expect(passwordOf(both)).toBe('own');
    expect(passwordOf({ ...both, SLUSS_BACKUP_DATABASE_PASSWORD_FILE: join(dir, 'another') })).toBe('of b');
  });

  test.each(['open', 'missing'])('stops the start where the file is %s', (file) => {
    expect(() => databaseUrlIn(named(file))).toThrow(/Key file/);
  });
});
