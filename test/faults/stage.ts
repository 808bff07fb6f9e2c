import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { temporalCli } from '../../dev/binaries';
import { ensureKeys } from '../../dev/keys';
import type { DevKeys } from '../../dev/keys';
import { hasPostgresPrograms } from '../../dev/real/postgres';
import type { Env, Say } from '../../dev/root';
import type { Profile } from '../../domain/profile/profile';
import { describeFaults, readProfile } from '../../profiles/read-profile';
import { UNADDRESSED } from '../../store/inbox';
import { createCaller } from './load/caller';
import { createGate } from './load/gate';
import { openLedger } from './load/ledger';
import { createLoad } from './load/load';
import type { Load } from './load/load';
import { handedOver, written } from './load/story';
import { readJournals } from './oracle/journals';
import { install, openFront, originOf } from './service/installation';
import type { Front, Installation, Plan } from './service/installation';
import { openOutside } from './service/outside';
import type { Outside } from './service/outside';
import type { Ground } from './trial';

/** Everything that runs during the faults. */
export interface Stage extends Pick<Ground, 'main' | 'all' | 'outside' | 'load' | 'installAlone'> {
  /** Ends all that runs; keeps what it left for a look when told so, and says where. */
  readonly close: (keep: boolean) => Promise<void>;
}

const PROFILE = 'goteborg';
const UNITS = ['sav', 'centrum', 'hisingen'];
const ALONE = 'nordost';
const PARTNER = 'sydvast';
const PARTIES = ['las', 'bops', PARTNER];
const PROCESSES = 3;

/** Starts the service and its load, and says what it starts. */
export async function openStage(say: Say): Promise<Stage> {
  const profile = profileOf();
  const dir = await mkdtemp(join(tmpdir(), 'sluss-faults-'));
  // PostgreSQL runs under another account where this one is root.
  await chmod(dir, 0o711);
  const keys = await keysOf(dir, profile);
  const outside = await openOutside(join(dir, 'outside'), PARTIES, keys.main, keys.entries);
  const fronts = { main: await openFront(PROCESSES), alone: await openFront(1) };
  const isCluster = hasPostgresPrograms();
  say(
    isCluster
      ? 'PostgreSQL as it is installed, with fsync'
      : 'PostgreSQL is not installed here: the embedded database stands in for it.',
  );
  const cli = await temporalCli(process.env, say);
  const mail = await mailEnv(dir, outside);
  const planOf = (
    name: string,
    front: Front,
    change: Pick<Plan, 'units' | 'keys'> & Partial<Plan>,
  ): Plan => ({
    ...{ dir: join(dir, name), profile, isCluster, front, mail, workers: 1, temporalCli: cli },
    addresses: addressBook(fronts.main, fronts.alone, outside, profile),
    ...change,
  });
  const all: Installation[] = [];
  const add = async (plan: Plan): Promise<Installation> => {
    const installed = await install(plan);
    all.push(installed);
    return installed;
  };
  const main = await add(planOf('main', fronts.main, { units: UNITS, keys: keys.main, workers: PROCESSES }));
  const load = startLoad(main, outside);
  return {
    ...{ main, all, outside, load },
    installAlone: () => add(planOf('alone', fronts.alone, { units: [ALONE], keys: keys.alone })),
    close: async (keep) => {
      await load.end();
      if (keep) await writeDown(join(dir, 'journals.json'), all);
      for (const one of all) await one.close();
      await outside.close();
      if (keep) say(`Logs and journals of this run stay in ${dir}`);
      else await rm(dir, { recursive: true, force: true });
    },
  };
}

interface Keys {
  readonly main: DevKeys;
  readonly alone: DevKeys;
  /** The registry that all have. */
  readonly entries: readonly object[];
}

/** Each installation has keys of its own, and knows the public ones of the others. */
async function keysOf(dir: string, { commonAddress }: Profile): Promise<Keys> {
  const common = commonAddress === undefined ? [] : [commonAddress.id];
  const of = async (name: string, units: readonly string[], parties: readonly string[]): Promise<DevKeys> => {
    const place = join(dir, name);
    await mkdir(place, { mode: 0o711 });
    return ensureKeys(place, [...units, UNADDRESSED, ...common], [...units, ...common, ...parties]);
  };
  const main = await of('main', UNITS, PARTIES);
  const alone = await of('alone', [ALONE], []);
  const entries = [main, alone].flatMap(({ signing }) => Object.values(signing).map(({ entry }) => entry));
  for (const { files } of [main, alone]) await writeFile(files.partnerKeys, JSON.stringify(entries));
  return { main, alone, entries };
}

function addressBook(
  front: Front,
  alone: Front,
  { addresses }: Outside,
  { commonAddress }: Profile,
): Readonly<Record<string, string>> {
  const own = [...UNITS, ...(commonAddress === undefined ? [] : [commonAddress.id])];
  return {
    ...Object.fromEntries(own.map((unit) => [unit, `${originOf(front)}/v1/letters`])),
    [ALONE]: `${originOf(alone)}/v1/letters`,
    ...addresses,
  };
}

async function mailEnv(dir: string, { mail }: Outside): Promise<Env> {
  const file = join(dir, 'staff.json');
  const of = (unit: string): object => ({
    supervisor: `${unit}.supervisor@example.org`,
    staff: { [`${unit}.caseworker`]: `${unit}.caseworker@example.org` },
  });
  await writeFile(
    file,
    JSON.stringify(Object.fromEntries([...UNITS, ALONE].map((unit) => [unit, of(unit)]))),
  );
  return {
    SLUSS_MAIL_URL: mail.url,
    SLUSS_MAIL_FROM: 'sluss@example.org',
    SLUSS_PUBLIC_URL: 'https://sluss.example.org',
    SLUSS_STAFF_ADDRESSES_FILE: file,
  };
}

async function writeDown(file: string, all: readonly Installation[]): Promise<void> {
  const told = (await readJournals(all)).map(({ unit, caseRef, steps }) => ({ unit, caseRef, steps }));
  await writeFile(file, JSON.stringify(told, null, 1), { mode: 0o600 });
}

function profileOf(): Profile {
  const reading = readProfile(PROFILE);
  if (!reading.ok) throw new Error(describeFaults(PROFILE, reading.faults));
  return reading.profile;
}

function startLoad(main: Installation, { signing }: Outside): Load {
  const gate = createGate();
  const ledger = openLedger();
  const load = createLoad(gate, ledger);
  const caller = createCaller(main, gate, ledger);
  const las = signing['las'];
  if (las === undefined) throw new Error('LAS has no key');
  for (const district of ['centrum', 'hisingen'])
    load.lane(`to ${district}`, () => handedOver({ from: caller, to: caller, district, las }));
  load.lane('steps', () => written(caller, PARTNER));
  return load;
}
