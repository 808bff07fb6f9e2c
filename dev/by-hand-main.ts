import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { buildImages } from './compose/image';
import type { Image } from './compose/image';
import { readModel, startOrder } from './compose/model';
import type { Model } from './compose/model';
import { startNameServer } from './compose/name-server';
import { planOf } from './compose/plan';
import { prepare } from './compose/prepare';
import { layStandIns, namesOf } from './compose/stand-ins';
import { createRunning } from './compose/up';
import { composeProgram, realPrograms } from './real/programs';
import { messageOf, root } from './root';

/** What the part outside the closed network finds and builds for the part inside. */
interface Prepared {
  readonly dir: string;
  readonly model: Model;
  readonly images: Readonly<Record<string, Image>>;
}

const POSTGRES = '/usr/lib/postgresql/15/bin';
const needs = [
  '/usr/bin/bwrap',
  '/bin/busybox',
  '/bin/nc.openbsd',
  '/usr/sbin/nginx',
  join(POSTGRES, 'initdb'),
];

const ASKS_THE_FRONT = `
  const ui = process.env.SLUSS_UI_ORIGIN;
  const ask = async (path) => {
    const { status, url } = await fetch(ui + path);
    const { hostname, pathname } = new URL(url);
    return hostname + pathname.replace(/[^/]{15,}$/, '…') + ' ' + status;
  };
  const answers = {
    '/api/v1/namespaces': 'sluss.localhost/api/v1/namespaces 200',
    '/api/v1/cluster-info': 'sluss.localhost/api/v1/cluster-info 200',
    // The sign-in's page wants the cookie of the step before, which nobody keeps here.
    '/auth/sso': 'identity.localhost/interaction/… 400',
    '/api/v1/namespaces/sluss-sav/workflows': 'sluss.localhost/api/v1/namespaces/sluss-sav/workflows 401',
  };
  for (const [path, wanted] of Object.entries(answers)) {
    const given = await ask(path);
    console.log(path, '→', given);
    if (given !== wanted) process.exitCode = 1;
  }`;

/** What an operator asks, as `docker compose run --rm` does it. */
const asked = [
  ['ops', 'node --import tsx worker/ops-main.ts health --partners'],
  ['log', 'node --import tsx worker/log-main.ts verify'],
  ['log', 'node --import tsx worker/log-main.ts head --out /backups/heads.json'],
  ['ops-backup', 'node --import tsx worker/ops-main.ts backup --out /backups/first --do'],
] as const;

/**
 * `npm run compose:by-hand`: all that `docker-compose.yml` starts, without an engine. Compose's own parser reads the file; the images of
 * the Dockerfile are built by hand; each service runs by the command, variables, mounts and account that stand in the file, in the order
 * and after the conditions that stand there, in a network of its own; then the demo. In the place of the other images: PostgreSQL 15,
 * nginx and busybox of this machine, and the Temporal server, schema tool and UI that `npm run real:build` built.
 */
async function outside(): Promise<number> {
  const missing = needs.filter((path) => !existsSync(path));
  if (missing.length > 0 || process.getuid?.() !== 0)
    throw new Error(
      `This needs root, and on Debian: apt-get install bubblewrap busybox-static netcat-openbsd nginx-light postgresql-15. Missing: ${missing.join(', ') || 'root'}`,
    );
  const compose = await composeProgram(process.env, console.log);
  const programs = await realPrograms(process.env, console.log);
  const dir = await mkdtemp(join(tmpdir(), 'sluss-by-hand-'));
  await chmod(dir, 0o711);
  try {
    const envFile = join(dir, '.env');
    await prepare(planOf({ profile: 'goteborg' }), { secrets: join(dir, 'secrets'), envFile });
    const model = await readModel(compose, envFile);
    console.log(`docker-compose.yml: ${Object.keys(model.services).length} services, read by Compose itself`);
    console.log('Dockerfile: building its stages by hand');
    const stages = await buildImages(join(dir, 'images'));
    const image = (name: string): Image => {
      const found = stages.get(name);
      if (found === undefined) throw new Error(`The Dockerfile has no stage ${name}`);
      return found;
    };
    await layStandIns(dir, {
      model: withUi(model, programs.ui),
      programs,
      postgresBin: POSTGRES,
      uid: '10001',
    });
    const prepared: Prepared = {
      ...{ dir, model: withUi(model, programs.ui) },
      images: { sluss: image('service'), 'sluss-backup': image('backup'), 'sluss-try': image('try') },
    };
    await writeFile(join(dir, 'prepared.json'), JSON.stringify(prepared));
    return await enter(dir);
  } finally {
    if (!process.argv.includes('--keep')) await rm(dir, { recursive: true, force: true });
  }
}

/** The UI's program lies in the UI's image where it is started from. */
function withUi(model: Model, ui: string): Model {
  const service = model.services['temporal-ui'];
  if (service === undefined) return model;
  const target = join(service.working_dir ?? '/', 'ui-server');
  const volumes = [
    { type: 'bind' as const, source: ui, target, read_only: true },
    ...(service.volumes ?? []),
  ];
  return { ...model, services: { ...model.services, 'temporal-ui': { ...service, volumes } } };
}

/** Goes on in a network that has nothing but its own loopback. */
async function enter(dir: string): Promise<number> {
  const again = `ip link set lo up && exec "$0" --import tsx dev/by-hand-main.ts --inside "$1"`;
  const child = spawn(
    'unshare',
    ['--net', '--mount', '--kill-child', 'sh', '-euc', again, process.execPath, dir],
    {
      cwd: root,
      stdio: 'inherit',
    },
  );
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      resolve(code ?? 1);
    });
  });
}

async function inside(dir: string): Promise<number> {
  const { model, images } = JSON.parse(await readFile(join(dir, 'prepared.json'), 'utf8')) as Prepared;
  const stopNames = await startNameServer(namesOf(model));
  const running = createRunning({ model, images, dir }, console.log);
  try {
    for (const name of startOrder(model, ['try'])) await running.start(name);
    await running.once('demo');
    // What the UI asks of the whole cluster is answered in front of it; the rest is behind the sign-in.
    await running.once('demo', ['node', '--input-type=module', '--eval', ASKS_THE_FRONT]);
    for (const [service, command] of asked) await running.once(service, command.split(' '));
    console.log('\nAll of docker-compose.yml ran, and the demo on top.');
    return 0;
  } finally {
    await running.stop();
    stopNames();
  }
}

async function main(): Promise<number> {
  const at = process.argv.indexOf('--inside');
  return at === -1 ? outside() : inside(process.argv[at + 1] ?? '');
}

main().then(
  (exit) => process.exit(exit),
  (error: unknown) => {
    console.error(messageOf(error));
    process.exit(1);
  },
);
