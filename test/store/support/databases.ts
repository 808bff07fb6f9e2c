import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Pool } from 'pg';

import { openEmbedded } from '../../support/embedded';
import { createKeyRing } from '../../../security/key-ring';
import type { KeyRing } from '../../../security/key-ring';
import { createMasterKey, fileMasterKeys } from '../../../security/master-key-files';
import { connect } from '../../../store/database';
import type { Database } from '../../../store/database';
import { createKeyStore } from '../../../store/key-store';
import { migrate } from '../../../store/migrate';
import { createStore } from '../../../store/store';
import type { Store, StoreParts } from '../../../store/store';

// A cold embedded database takes seconds, and many times that on a machine that is busy with other suites.
jest.setTimeout(240_000);

/** An empty database on one of the servers that the store runs on. */
export interface TestDatabase {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Where every test of the store runs: the embedded database, and PostgreSQL where one is named. */
export const servers: readonly { readonly server: string; readonly open: () => Promise<TestDatabase> }[] = [
  { server: 'PGlite', open: openEmbedded },
  ...(process.env['SLUSS_TEST_POSTGRES_URL'] === undefined
    ? []
    : [{ server: 'PostgreSQL', open: () => newDatabase(process.env['SLUSS_TEST_POSTGRES_URL'] ?? '') }]),
];

/** A store on a migrated database, with the keys of two units. */
export interface TestStore {
  readonly url: string;
  /** Where the master keys lie. */
  readonly keysDir: string;
  readonly db: Database;
  readonly ring: KeyRing;
  readonly store: Store;
  /** A login that row security does not hold back. */
  readonly admin: Pool;
  /** A second process: other connections, other key cache. */
  readonly another: () => Store;
  readonly close: () => Promise<void>;
}

export const UNITS = ['sav', 'north', 'unaddressed'] as const;

const inForce = {
  ...{ text: { en: 'A duty', sv: 'En plikt' }, statute: 'x', from: '2020-01-01' },
  ...{ direction: ['socialServices' as const], asksFor: [], enabled: true },
};

/** What the store knows of a profile: grounds, one of them with a last day, and where midnight is. */
export const profile: StoreParts['profile'] = {
  calendar: { zone: 'Europe/Stockholm', officeOpens: '08:00', officeCloses: '16:30', exceptions: {} },
  grounds: [
    { ...inForce, id: 'duty' },
    { ...inForce, id: 'passing', from: '2025-01-01', to: '2026-03-05' },
  ],
};

export async function openStore(open: () => Promise<TestDatabase>): Promise<TestStore> {
  const database = await open();
  const dir = await mkdtemp(join(tmpdir(), 'sluss-store-'));
  for (const unit of UNITS) await createMasterKey(dir, unit);
  await migrate(database.url);
  const opened: Database[] = [];
  const process = (): { db: Database; ring: KeyRing; store: Store } => {
    const db = connect(database.url, { max: 4 });
    opened.push(db);
    const ring = createKeyRing({ store: createKeyStore(db), masterKeys: fileMasterKeys(dir) });
    return { db, ring, store: createStore({ db, ring, profile }) };
  };
  const admin = poolOf(database.url, 2);
  return {
    ...{ url: database.url, keysDir: dir, admin, ...process() },
    another: () => process().store,
    close: async () => {
      await Promise.all(opened.map((db) => db.close()));
      await admin.end();
      await database.close();
      await rm(dir, { recursive: true });
    },
  };
}

/** Connections of a test's own. A database that is dropped ends connections that are still closing, which is no fault. */
export function poolOf(url: string, max: number): Pool {
  const pool = new Pool({ connectionString: url, max });
  return pool.on('error', () => undefined).on('connect', (client) => client.on('error', () => undefined));
}

async function newDatabase(serverUrl: string): Promise<TestDatabase> {
  const name = `sluss_test_${randomBytes(6).toString('hex')}`;
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  await asServer(serverUrl, `create database ${name}`);
  return { url: url.href, close: () => asServer(serverUrl, `drop database ${name} with (force)`) };
}

async function asServer(url: string, statement: string): Promise<void> {
  const pool = new Pool({ connectionString: url, max: 1 });
  try {
    await pool.query(statement);
  } finally {
    await pool.end();
  }
}
