import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';

import { toInstant } from '../domain/time/instant';
import { databaseUrlIn } from '../security/database-address';
import { createKeyRing } from '../security/key-ring';
import { masterKeysSetting, openMasterKeys } from '../security/master-keys-setting';
import { listOf } from '../security/listed';
import { visible } from '../security/visible';
import { connect } from '../store/database';
import { StoreAway } from '../store/errors';
import { UNADDRESSED } from '../store/inbox';
import { createKeyStore } from '../store/key-store';
import { checkLog } from '../store/log-check';
import type { LogParts } from '../store/log-check';
import { exportHead, importHead } from '../store/log-head';
import type { ExportedHead } from '../store/log-head';
import { USAGE, inWords } from './log-words';
import type { Outcome } from './log-words';
import { refuseUnnamed } from './ops/config';
import { whyAway, withEmbedded } from './ops/embedded-run';
import type { Env } from './ops/embedded-run';

const options = {
  unit: { type: 'string' },
  head: { type: 'string' },
  out: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

const SOUND = 0;
const FAULTS = 1;
const NOT_CHECKED = 2;

/** Letters that name no unit served have a log too. */
function unitsOf(env: Env, unit: string | undefined): readonly string[] {
  const units = [...listOf(env['SLUSS_UNITS'] ?? ''), UNADDRESSED];
  if (unit !== undefined && (units.includes(unit) || units.length === 1)) return [unit];
  if (unit !== undefined)
    throw new Error(`There is no unit ${visible(unit)}; there are ${units.join(', ')}.`);
  if (units.length === 1) throw new Error(`No units are known: say --unit, or set SLUSS_UNITS.\n\n${USAGE}`);
  return units;
}

async function headsIn(file: string): Promise<readonly ExportedHead[]> {
  const text = await readFile(file, 'utf8');
  try {
    return headsOf(JSON.parse(text));
  } catch {
    throw new Error(`${file} holds no heads as npm run log:head writes them.`);
  }
}

/** Checks the shape of what was exported; throws when it is another. */
function headsOf(json: unknown): readonly ExportedHead[] {
  if (!Array.isArray(json)) throw new Error('no list');
  return json.map((entry: Partial<Record<keyof ExportedHead, unknown>>) => {
    const { unit, number, mac, at, seal } = entry;
    if (typeof unit !== 'string' || typeof number !== 'number' || typeof mac !== 'string')
      throw new Error('no head');
    if (typeof at !== 'string' || typeof seal !== 'string') throw new Error('no head');
    return { unit, number, mac, at, seal };
  });
}

/** A file without the unit's head would let a cut tail pass as sound. */
function headOf(heads: readonly ExportedHead[], unit: string): ExportedHead {
  const head = heads.find((known) => known.unit === unit);
  if (head !== undefined) return head;
  throw new Error(
    'The file has no head of it, so a cut tail would not be found. Take a file that has one, or check it without --head.',
  );
}

async function check(parts: LogParts, unit: string, heads?: readonly ExportedHead[]): Promise<Outcome> {
  try {
    const head = heads === undefined ? undefined : headOf(heads, unit);
    const exported = head === undefined ? undefined : await importHead(parts.ring, head);
    return { ...(await checkLog(parts, unit, exported)), head };
  } catch (error) {
    return { unit, failed: reasonOf(error) };
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof StoreAway)) return error instanceof Error ? error.message : String(error);
  return whyAway(process.env);
}

/** Whoever has a fault to tell tells it, also where something else could not be checked. */
function exitOf(outcomes: readonly Outcome[]): number {
  if (outcomes.some((outcome) => 'faults' in outcome && outcome.faults.length > 0)) return FAULTS;
  return outcomes.some((outcome) => 'failed' in outcome) ? NOT_CHECKED : SOUND;
}

/** Only ends of sound logs are worth keeping. */
async function writeHeads({ ring }: LogParts, outcomes: readonly Outcome[], out: string): Promise<void> {
  const at = toInstant(Date.now());
  const heads = outcomes.map((outcome) =>
    'failed' in outcome
      ? Promise.reject(new Error(outcome.failed))
      : exportHead(ring, outcome.unit, outcome.end, at),
  );
  await writeFile(out, `${JSON.stringify(await Promise.all(heads), null, 2)}\n`, { flag: 'wx' });
  console.log(`The heads stand in ${out}. Keep it where nobody can write who can write in the database.`);
}

async function run(command: 'verify' | 'head', args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options });
  if (command === 'head' && values.out === undefined) throw new Error(`--out is missing.\n\n${USAGE}`);
  const env = withEmbedded(process.env);
  refuseUnnamed(env);
  const units = unitsOf(env, values.unit);
  const heads = values.head === undefined ? undefined : await headsIn(values.head);
  const db = connect(databaseUrlIn(env), { max: 2 });
  try {
    await db.check();
    const masterKeys = openMasterKeys(masterKeysSetting(env));
    const parts = { db, ring: createKeyRing({ store: createKeyStore(db), masterKeys }) };
    const outcomes: Outcome[] = [];
    for (const unit of units) outcomes.push(await check(parts, unit, heads));
    console.log(values.json ? JSON.stringify(outcomes.map(toJson)) : outcomes.map(inWords).join('\n'));
    const exit = exitOf(outcomes);
    if (values.out !== undefined && exit === SOUND) await writeHeads(parts, outcomes, values.out);
    return exit;
  } finally {
    await db.close();
  }
}

function toJson(outcome: Outcome): object {
  if ('failed' in outcome) return outcome;
  const { unit, lines, faults, end } = outcome;
  return { unit, lines, faults, last: { number: end.number, mac: end.mac.toString('base64url') } };
}

async function main(): Promise<number> {
  const [command, ...args] = process.argv.slice(2);
  if (command === 'verify' || command === 'head') return run(command, args);
  console.log(USAGE);
  return NOT_CHECKED;
}

main().then(
  (exit) => {
    process.exitCode = exit;
  },
  (error: unknown) => {
    console.error(reasonOf(error));
    process.exitCode = NOT_CHECKED;
  },
);
