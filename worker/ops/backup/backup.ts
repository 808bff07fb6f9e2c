import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { PartyId } from '../../../domain/kernel/actor';
import { toInstant } from '../../../domain/time/instant';
import { databaseFaults, databaseUrlIn } from '../../../security/database-address';
import { listOf } from '../../../security/listed';
import { lookAtTarget } from '../../../store/empty-target';
import { createKeyPages } from '../../../store/key-pages';
import { checkLog } from '../../../store/log-check';
import { exportHead } from '../../../store/log-head';
import { UNADDRESSED } from '../../../store/inbox';
import { lastMigration } from '../../../store/migrate';
import { checkServer } from '../../../store/server-check';
import { ENDS, withParts } from '../command';
import type { Call, Command } from '../command';
import type { Env } from '../embedded-run';
import { logOperator } from '../parts';
import type { OpsParts } from '../parts';
import { copyEmbedded } from './embedded';
import { describeFile, writeManifest } from './manifest';
import type { Manifest } from './manifest';
import { runProgram } from './programs';

const HELP = `npm run ops -- backup --out DIR [--temporal] [--embedded] [--do] [--json]

  Dumps the database with pg_dump into DIR, which must not be there yet, with a manifest: checksums, the schema's last
  migration, the end of each unit's access log, and the versions of the master keys that a restore will need. It may run
  while the service does.

  The dump needs a login that row security does not hold (superuser or BYPASSRLS): name it in SLUSS_BACKUP_DATABASE_URL.
  --temporal   also dumps the databases that SLUSS_TEMPORAL_DATABASE_URLS names, with commas
  --embedded   the embedded run: copies its database and Temporal's file, with a manifest of checksums; it must be stopped

  KEYS ARE NEVER IN IT. Keep the master keys, apart from this: with them the backup is everything. Without them stand in
  the clear case references, staff ids, times, states, who looked, and the ids and senders of letters, which tell which
  cases of two units belong together; all else is sealed. Keep it where only those may come who may see that.

  Ends with 0 when it was told or done, 1 when it was and a unit's access log has faults: its end is not sealed then, since that
  would vouch for it; 2 when not.`;

/** `npm run ops -- backup`. */
export const backup: Command = {
  summary: 'dumps the database, and Temporal’s when told; keys are never in it',
  help: HELP,
  options: {
    out: { type: 'string' },
    temporal: { type: 'boolean', default: false },
    embedded: { type: 'boolean', default: false },
  },
  run: async (call) => {
    const out = call.text('out');
    if (out === undefined) throw new Error(HELP);
    if (call.isAsked('embedded')) return copyEmbedded(call, out);
    const manifest = await withParts(call.env, (parts) => backUp(parts, call, out));
    const { files, units, schema } = manifest;
    const faulty = units.filter(({ head }) => head === undefined).map(({ unit }) => unit);
    const lines = [
      ...files.map(({ name, bytes, sha256 }) => `${name}: ${bytes} bytes, sha256 ${sha256}`),
      `Schema ${schema}. A restore needs these versions of the master keys, which are not in here:`,
      ...units.map(({ unit, masterKeys }) => `  ${unit}: ${masterKeys.join(', ') || 'none yet'}`),
      call.isMeant
        ? `Done: ${out}. Keep it where nobody can write who can write in the database.`
        : `Nothing was written. Say --do to dump into ${out}.`,
      ...faulty.map(
        (unit) =>
          `${unit}: FAULTS in its log, whose end is not sealed into it. Which: npm run log:verify; what they mean: docs/log.md`,
      ),
    ];
    return { exit: faulty.length === 0 ? ENDS.well : ENDS.found, lines, json: manifest };
  },
};

/** The login that dumps and restores. */
export function backupUrl(env: Env): string {
  const variable =
    (env['SLUSS_BACKUP_DATABASE_URL'] ?? '') === '' ? 'SLUSS_DATABASE_URL' : 'SLUSS_BACKUP_DATABASE_URL';
  return databaseUrlIn(env, variable);
}

const TEMPORAL = 'SLUSS_TEMPORAL_DATABASE_URLS';

/**
 * Temporal's databases, in the order of their dumps.
 *
 * @throws Error when none is named, or one that may not be reached so
 */
export function temporalUrls(env: Env): readonly string[] {
  const urls = listOf(env[TEMPORAL] ?? '');
  if (urls.length === 0)
    throw new Error(`--temporal needs ${TEMPORAL}: the addresses of Temporal's databases, with commas.`);
  const faults = urls.flatMap((url) => databaseFaults({ ...env, [TEMPORAL]: url }, TEMPORAL));
  if (faults.length === 0) return urls;
  throw new Error([...new Set(faults)].join('; '));
}

/** Each database with the name of its dump. All is looked at before anything is begun: half a folder is no backup. */
async function dumpsOf({ env, isAsked }: Call, out: string): Promise<readonly (readonly [string, string])[]> {
  if (existsSync(out)) throw new Error(`${out} is there already: name a folder that is not.`);
  const own = backupUrl(env);
  const temporal = isAsked('temporal') ? temporalUrls(env) : [];
  for (const url of temporal) await lookAtTarget(url);
  for (const url of [own, ...temporal]) await runProgram(env, 'pg_dump', url, ['--version']);
  return [[own, 'sluss.dump'], ...temporal.map((url, nth) => [url, `temporal-${nth + 1}.dump`] as const)];
}

async function backUp(parts: OpsParts, call: Call, out: string): Promise<Manifest> {
  const { env, isMeant, say } = call;
  const dumps = await dumpsOf(call, out);
  const { version, isAboveBorder } = await checkServer(backupUrl(env));
  if (!isAboveBorder)
    throw new Error(
      'Row security holds this login, so its dump would be empty. Name a superuser, or one with BYPASSRLS, in SLUSS_BACKUP_DATABASE_URL.',
    );
  const at = toInstant(Date.now());
  const schema = lastMigration;
  const units = [];
  for (const unit of [...parts.config.units, UNADDRESSED]) units.push(await aboutUnit(parts, unit));
  const about: Manifest = { v: 1, at, postgres: version, schema, files: [], units };
  if (!isMeant) {
    await logAll(parts, 'answered');
    return about;
  }
  await logAll(parts, 'begun');
  await mkdir(out, { mode: 0o700 });
  const files = [];
  for (const [from, name] of dumps) {
    say(`${name} …`);
    await runProgram(env, 'pg_dump', from, ['--format=custom', '--no-owner', `--file=${join(out, name)}`]);
    files.push(await describeFile(out, name));
  }
  await writeManifest(out, { ...about, files });
  await logAll(parts, 'done');
  return { ...about, files };
}

async function logAll(parts: OpsParts, outcome: 'answered' | 'begun' | 'done'): Promise<void> {
  for (const unit of parts.config.units) await logOperator(parts, { unit, action: 'backup', outcome });
}

async function aboutUnit(
  { database, ring, masterKeys }: OpsParts,
  unit: PartyId,
): Promise<Manifest['units'][number]> {
  const { end, faults } = await checkLog({ db: database, ring }, unit);
  const pages = createKeyPages(database);
  const versions = new Set<number>();
  for (let after: string | undefined = ''; after !== undefined;) {
    const page: Awaited<ReturnType<typeof pages.page>> = await pages.page(unit, after, 500);
    for (const { wrapped } of page) versions.add(masterKeys.versionOf(wrapped) ?? 0);
    after = page.at(-1)?.keyId;
  }
  const about = { unit, masterKeys: [...versions].sort((one, other) => one - other) };
  if (faults.length > 0) return about;
  return { ...about, head: await exportHead(ring, unit, end, toInstant(Date.now())) };
}
