import { join } from 'node:path';
import { importHead } from '../../../store/log-head';
import { checkLog } from '../../../store/log-check';
import { toInstant } from '../../../domain/time/instant';
import type { Instant } from '../../../domain/time/instant';
import { lookAtTarget, prepareTarget } from '../../../store/empty-target';
import { lastMigration, migrate } from '../../../store/migrate';
import { ENDS, withParts } from '../command';
import type { Call, Command } from '../command';
import { counted } from '../counted';
import type { Env } from '../embedded-run';
import { logOperator } from '../parts';
import { backupUrl, temporalUrls } from './backup';
import { restoreEmbedded } from './embedded';
import { readManifest } from './manifest';
import type { Manifest } from './manifest';
import { runProgram } from './programs';

const HELP = `npm run ops -- restore --from DIR [--temporal] [--embedded] [--do] [--json]

  Restores what npm run ops -- backup made, into the empty database of SLUSS_BACKUP_DATABASE_URL (else SLUSS_DATABASE_URL),
  whose login owns it and may make the role sluss_app. Checks the manifest and every checksum first, and each unit's log
  in that database against the manifest afterwards; a database that SLUSS_DATABASE_URL names beside it is not touched. One of an
  older release is brought to this code's schema first. Worker and API must be stopped.

  --temporal   also Temporal's databases, into the empty ones that SLUSS_TEMPORAL_DATABASE_URLS names, with its server stopped
  --embedded   the embedded run: into a state directory that has no database

  Then: npm run ops -- reconcile, before worker and API are started.
  Ends with 0 when it was told or done and every log is sound, 1 when a log is not, 2 when it could not be done.`;

const ELSEWHERE =
  'SLUSS_DATABASE_URL names another database, which was neither looked at nor changed. To go on with this one, name it there first: else reconcile works on the other.';

/** `npm run ops -- restore`. */
export const restore: Command = {
  summary: 'puts a backup back into an empty database, and checks it',
  help: HELP,
  options: {
    from: { type: 'string' },
    temporal: { type: 'boolean', default: false },
    embedded: { type: 'boolean', default: false },
  },
  run: async (call) => {
    const from = call.text('from');
    if (from === undefined) throw new Error(HELP);
    if (call.isAsked('embedded')) return restoreEmbedded(call, from);
    const manifest = await readManifest(from);
    const targets = targetsOf(call, manifest);
    for (const { url } of targets) await refuseFilled(url);
    const plan = [
      `Backup of ${manifest.at}, schema ${manifest.schema}, ${counted(manifest.files.length, 'file')} as written.`,
      'It opens with these versions of the master keys:',
      ...manifest.units.map(({ unit, masterKeys }) => `  ${unit}: ${masterKeys.join(', ') || 'none'}`),
    ];
    if (!call.isMeant)
      return {
        exit: ENDS.well,
        lines: [...plan, 'Nothing was written. Say --do to restore.'],
        json: manifest,
      };
    const begun = toInstant(Date.now());
    await prepareTarget(backupUrl(call.env));
    for (const { url, name } of targets) {
      call.say(`${name} …`);
      const args = ['--exit-on-error', '--single-transaction', '--no-owner'];
      await runProgram(call.env, 'pg_restore', url, [...args, join(from, name)]);
    }
    if (manifest.schema !== lastMigration) await bringUp(call, manifest.schema);
    return checked(call, manifest, { plan, begun });
  },
};

interface DumpTarget {
  readonly url: string;
  readonly name: string;
}

function targetsOf({ env, isAsked }: Call, { files }: Manifest): readonly DumpTarget[] {
  const own = { url: backupUrl(env), name: 'sluss.dump' };
  if (!isAsked('temporal')) return [own];
  const urls = temporalUrls(env);
  const names = files.map(({ name }) => name).filter((name) => name.startsWith('temporal-'));
  if (urls.length !== names.length)
    throw new Error(
      `The backup has ${names.length} databases of Temporal, and SLUSS_TEMPORAL_DATABASE_URLS names ${urls.length}: name as many, in the order of the backup.`,
    );
  return [own, ...urls.map((url, nth) => ({ url, name: names[nth] ?? '' }))];
}

async function refuseFilled(url: string): Promise<void> {
  const { tables } = await lookAtTarget(url);
  if (tables === 0) return;
  throw new Error(
    `The database that is to be restored into has ${tables} tables. Nothing is ever restored over a database: create an empty one, and name that.`,
  );
}

/** The tools' settings with the database that was restored into in place of the service's, which may be another that lives (a drill). */
function restoredEnv(env: Env): Env {
  return { ...env, SLUSS_DATABASE_URL: backupUrl(env), SLUSS_DATABASE_PASSWORD_FILE: undefined };
}

function isElsewhere(env: Env): boolean {
  const named = env['SLUSS_DATABASE_URL'] ?? '';
  const [service, restored] = [new URL(named === '' ? backupUrl(env) : named), new URL(backupUrl(env))];
  return service.host !== restored.host || service.pathname !== restored.pathname;
}

/** The service and its tools know their own schema alone. Whoever restored owns the tables. */
async function bringUp({ env, say }: Call, from: string): Promise<void> {
  say(`migrations after ${from} …`);
  await migrate(backupUrl(env)).catch((error: unknown) => {
    throw new Error(
      `The backup is restored, whole and of the schema ${from}, and cannot be brought to ${lastMigration}: ${error instanceof Error ? error.message : String(error)}\n` +
        'Its logs are not checked yet. Drop that database and restore into an empty one with the version that made the backup; then upgrade (docs/operations.md).',
      { cause: error },
    );
  });
}

/** A restored log must have the line that was its last when the backup began (AUD-3). */
function checked(
  call: Call,
  { units, schema }: Manifest,
  { plan, begun }: { readonly plan: readonly string[]; readonly begun: Instant },
) {
  return withParts(restoredEnv(call.env), async (parts) => {
    await parts.database.check();
    const found: { unit: string; faults: number }[] = [];
    for (const { unit, head } of units) {
      const exported =
        head === undefined || head.number === 0 ? undefined : await importHead(parts.ring, head);
      const { faults } = await checkLog({ db: parts.database, ring: parts.ring }, unit, exported);
      found.push({ unit, faults: faults.length });
      if (!parts.config.units.includes(unit)) continue;
      // Before it began there was no log to write in.
      await logOperator(parts, { unit, action: 'restore', outcome: 'begun', at: begun });
      await logOperator(parts, { unit, action: 'restore', outcome: 'done' });
    }
    const isSound = found.every(({ faults }) => faults === 0);
    const lines = [
      ...plan,
      ...found.map(
        ({ unit, faults }) =>
          `${unit}: ${faults === 0 ? 'its log is sound' : `FAULTS in its log (npm run log:verify)`}`,
      ),
      ...(schema === lastMigration ? [] : [`Brought from the schema ${schema} to ${lastMigration}.`]),
      ...(isElsewhere(call.env) ? [ELSEWHERE] : []),
      'Restored. Next, before worker and API are started: npm run ops -- reconcile, and export the log heads anew (docs/log.md).',
    ];
    return { exit: isSound ? ENDS.well : ENDS.found, lines, json: found };
  });
}
