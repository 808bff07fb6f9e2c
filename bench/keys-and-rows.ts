import type { Env } from '../dev/root';
import { createKeyRing } from '../security/key-ring';
import type { KeyRing } from '../security/key-ring';
import { masterKeysSetting, openMasterKeys } from '../security/master-keys-setting';
import { connect } from '../store/database';
import type { Database } from '../store/database';
import { createKeyStore } from '../store/key-store';

const CONNECTIONS = 10;

/** The service's database and its keys, in a process of the bench. */
export function openRows(env: Env): { readonly database: Database; readonly keyRing: KeyRing } {
  const database = connect(env['SLUSS_DATABASE_URL'] ?? '', { max: CONNECTIONS });
  const masterKeys = openMasterKeys(masterKeysSetting(env));
  return { database, keyRing: createKeyRing({ store: createKeyStore(database), masterKeys }) };
}
