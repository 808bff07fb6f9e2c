import { createKeyRing } from '../../../security/key-ring';
import { fileMasterKeys } from '../../../security/master-key-files';
import { createAccessLog } from '../../../store/access-log';
import { connect } from '../../../store/database';
import { createKeyStore } from '../../../store/key-store';
import { NOW } from './steps';

/** A process that writes lines into the log of SAV, several at once: `log-process.ts <database> <keys> <who> <lines>`. */
async function main(): Promise<void> {
  const [url = '', keysDir = '', who = '', lines = ''] = process.argv.slice(2);
  const db = connect(url, { max: 4 });
  const ring = createKeyRing({ store: createKeyStore(db), masterKeys: fileMasterKeys(keysDir) });
  const log = createAccessLog(db, ring);
  const line = {
    at: NOW,
    unit: 'sav',
    who,
    roles: [],
    action: 'readCase',
    outcome: 'answered',
    rules: [],
  } as const;
  const writes = Array.from({ length: Number(lines) }, () => log.write(line));
  await Promise.all(writes);
  await db.close();
}

void main();
