import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { PGlite } from '@electric-sql/pglite';

import { temporalCli } from '../../dev/binaries';
import { freePort } from '../../dev/free-ports';
import { ensureKeys } from '../../dev/keys';
import { readPorts } from '../../dev/ports';
import { createProcesses } from '../../dev/processes';
import { servePostgres } from '../../dev/postgres-server';
import { postgresUrl } from '../../dev/postgres';
import type { Env } from '../../dev/root';
import { serviceEnv } from '../../dev/service-env';
import { prepareTemporal, temporalChild } from '../../dev/temporal';
import { readProfile } from '../../profiles/read-profile';
import { migrate } from '../../store/migrate';
import { halfSent, statusOf } from './support/asking';
import { start } from './support/program';
import type { Program } from './support/program';

const HOST = '127.0.0.1';
/** Processes start slowly where many things run at once. */
const SLOW = 180_000;
/** Nothing listens there. */
const NOBODY = '127.0.0.1:1';

let dir: string;
let db: PGlite;
let served: Awaited<ReturnType<typeof servePostgres>>;
let env: Env;
const programs: Program[] = [];

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'sluss-start-'));
  db = await PGlite.create();
  served = await servePostgres(db, 0, HOST);
  env = await environment(postgresUrl(served.port));
}, SLOW);
afterAll(async () => {
  for (const program of programs) program.signal('SIGKILL');
  await Promise.all(programs.map(({ ended }) => ended));
  await served.close();
  await db.close();
  await rm(dir, { recursive: true });
}, SLOW);

async function environment(databaseUrl: string): Promise<Env> {
  const reading = readProfile('goteborg');
  if (!reading.ok) throw new Error(reading.faults.join('; '));
  const { profile } = reading;
  const parties = [...profile.units, ...profile.police].map(({ id }) => id);
  const common = profile.commonAddress?.id ?? '';
  const keys = await ensureKeys(dir, ['sav', 'unaddressed', common], [...parties, common]);
  const parts = { stateDir: dir, profileId: 'goteborg', profile, units: ['sav'], partnerUnit: 'sydvast' };
  return {
    ...(await serviceEnv({ ...parts, keys, databaseUrl, namespacePrefix: 'sluss', ports: readPorts({}) })),
    SLUSS_API_PORT: '0',
    SLUSS_CODEC_PORT: '0',
    SLUSS_CODEC_UI_ORIGIN: 'https://ui.example',
    SLUSS_TEMPORAL_ADDRESS: NOBODY,
  };
}

function started(main: string, change: Env = {}): Program {
  const program = start(main, { ...env, ...change });
  programs.push(program);
  return program;
}

const mains = ['api/main.ts', 'api/codec-main.ts', 'worker/main.ts'];

describe('a database that does not fit', () => {
  test.each(mains)(
    '%s does not start on one that is not migrated: it names what is missing and the command',
    async (main) => {
      const program = started(main);
      expect(await program.ended).toBe(1);
      expect(program.said()).toMatch(/older than this code: it lacks the migrations 0001-cases, .*\n?/);
      expect(program.said()).toContain('node --import tsx store/migrate-main.ts');
      expect(program.said()).not.toContain('not there yet');
    },
    SLOW,
  );

  test.each(mains)(
    '%s does not start on one that newer code has migrated',
    async (main) => {
      await migrate(postgresUrl(served.port));
      await db.query(`insert into kysely_migration (name, timestamp) values ('9999-later', 'now')`);
      const program = started(main);
      expect(await program.ended).toBe(1);
      expect(program.said()).toMatch(/newer than this code.* 9999-later\. Start the version that made them/);
      await db.query(`delete from kysely_migration where name = '9999-later'`);
    },
    SLOW,
  );
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 50));
}

async function apiReady(change: Env = {}): Promise<{ api: Program; url: string }> {
  const api = started('api/main.ts', change);
  const [, url = ''] = await api.says(/api ready at ([^\s;]+)/);
  return { api, url };
}

const migrated = (): Promise<void> => migrate(postgresUrl(served.port));

describe('what is away at the start', () => {
  beforeAll(migrated, SLOW);

  test(
    'the database is waited for, with a line for each try, and the process goes on when it is there',
    async () => {
      const { port } = served;
      await served.close();
      const api = started('api/main.ts');
      await api.says(/"what":"The database","code":"ECONNREFUSED","attempt":1,"nextInSeconds":1/);
      served = await servePostgres(db, port, HOST);
      const [, url = ''] = await api.says(/api ready at ([^\s;]+)/);
      expect(await statusOf(`${url}/healthz`)).toBe(200);
      // Nobody is kept from reading by a Temporal server that is away; but it is not ready.
      expect(await statusOf(`${url}/readyz`)).toBe(503);
      await api.says(/"reference":"readiness temporal: (UNAVAILABLE|DEADLINE_EXCEEDED)"/);
      api.signal('SIGTERM');
      expect(await api.ended).toBe(0);
    },
    SLOW,
  );

  test(
    'the worker waits for the Temporal server, and gives up after its time with what to do',
    async () => {
      const worker = started('worker/main.ts', { SLUSS_START_PATIENCE_SECONDS: '1' });
      expect(await worker.ended).toBe(1);
      expect(worker.said()).toMatch(
        /The Temporal server is away \(\w+\) and was waited for 1 s\. .*start this again/,
      );
    },
    SLOW,
  );

  test.each(['worker/main.ts', 'api/codec-main.ts'])(
    '%s that is told to end while it waits ends at once',
    async (main) => {
      const nowhere = 'postgres://postgres@127.0.0.1:1/postgres';
      const program = started(main, { SLUSS_DATABASE_URL: nowhere });
      await program.says(/"what":"The database"/);
      program.signal('SIGTERM');
      expect(await program.ended).toBe(0);
    },
    SLOW,
  );
});

describe('told to end', () => {
  beforeAll(migrated, SLOW);

  test(
    'the API says at once that it is not ready and goes on serving; told again, it takes nothing new and finishes what it has',
    async () => {
      const { api, url } = await apiReady({ SLUSS_LEAVE_SECONDS: '300' });
      const request = await halfSent(url);
      api.signal('SIGTERM');
      const readiness = async (): Promise<string> => (await fetch(`${url}/readyz`)).text();
      await until(async () => (await readiness()).includes('"running":"failed"'));
      expect(await statusOf(`${url}/healthz`)).toBe(200);
      api.signal('SIGTERM');
      await until(async () => (await statusOf(`${url}/healthz`)) === 'away');
      const answer = await request.finish();
      expect(answer).toMatch(/^HTTP\/1\.1 401 .*\r\nConnection: close\r\n/s);
      expect(await api.ended).toBe(0);
    },
    SLOW,
  );

  test(
    'the codec server likewise',
    async () => {
      const codec = started('api/codec-main.ts');
      const [, url = ''] = await codec.says(/codec server ready at .* how it is at (\S+)/);
      expect(await statusOf(`${url}/readyz`)).toBe(200);
      codec.signal('SIGTERM');
      expect(await codec.ended).toBe(0);
    },
    SLOW,
  );
});

test(
  'the worker names what the Temporal server lacks and the command; once that is there it is ready, and told to end it ends with 0',
  async () => {
    const cli = await temporalCli(process.env);
    const port = await freePort();
    const processes = createProcesses({
      logDir: join(dir, 'logs'),
      env: process.env,
      onStarted: () => undefined,
      onDeath: () => undefined,
    });
    try {
      await processes.start(temporalChild({ cli, namespaces: [], port }));
      const temporal = { SLUSS_TEMPORAL_ADDRESS: `${HOST}:${port}` };
      await migrated();
      const lacking = started('worker/main.ts', temporal);
      expect(await lacking.ended).toBe(1);
      expect(lacking.said()).toMatch(
        /not prepared:.* no namespace sluss-sav; temporal operator namespace create/s,
      );

      await prepareTemporal(`${HOST}:${port}`, ['sluss-sav']);
      const worker = started('worker/main.ts', temporal);
      const [, url = ''] = await worker.says(/worker ready for sav; it tells how it is at (\S+)/);
      expect(await statusOf(`${url}/readyz`)).toBe(200);
      worker.signal('SIGTERM');
      expect(await worker.ended).toBe(0);
    } finally {
      await processes.stop();
    }
  },
  SLOW,
);
