import { parseArgs } from 'node:util';

import { databaseUrlIn } from '../security/database-address';
import { createKeyRing } from '../security/key-ring';
import { masterKeysSetting, openMasterKeys } from '../security/master-keys-setting';
import { createAccessLog } from '../store/access-log';
import { connect } from '../store/database';
import { createKeyPages } from '../store/key-pages';
import { createKeyStore } from '../store/key-store';
import { keyTasks, runKeyTask } from '../worker/key-command';
import type { KeyTask } from '../worker/key-command';
import { withEmbedded } from './embedded-env';
import { messageOf } from './root';

const USAGE = `npm run keys -- <task> --unit <unit> [--yes]

  status   which versions of the unit's master key there are, what each wraps, and which keys do not open
  rotate   makes a new version and wraps every key of the unit anew, while the service runs; goes on with one that was cut off
  retire   puts the versions before the newest out of use, once they wrap nothing

Without --yes rotate and retire only say what they would do. The database and the master keys are those that SLUSS_DATABASE_URL
and SLUSS_MASTER_KEYS name; without them, those of the embedded run (SLUSS_STATE_DIR).`;

function taskFrom(args: readonly string[]): KeyTask {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { unit: { type: 'string' }, yes: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const task = keyTasks.find((known) => known === positionals[0]);
  if (task === undefined || values.unit === undefined || positionals.length > 1) throw new Error(USAGE);
  return { task, unit: values.unit, isMeant: values.yes };
}

async function main(): Promise<void> {
  const task = taskFrom(process.argv.slice(2));
  const env = withEmbedded(process.env);
  const masterKeys = openMasterKeys(masterKeysSetting(env));
  const database = connect(databaseUrlIn(env), { max: 4 });
  try {
    await database.check();
    const ring = createKeyRing({ store: createKeyStore(database), masterKeys });
    const accessLog = createAccessLog(database, ring);
    const parts = { pages: createKeyPages(database), masterKeys, accessLog };
    await runKeyTask({ ...parts, say: console.log, now: () => new Date() }, task);
  } finally {
    await database.close();
  }
}

main().catch((error: unknown) => {
  console.error(messageOf(error));
  process.exitCode = 1;
});
