import { NativeConnection, Runtime } from '@temporalio/worker';
import type { WorkerOptions } from '@temporalio/worker';

import { createCaseActivities } from '../../activities/case-activities';
import type { Env } from '../../dev/root';
import { namespaceOf } from '../../messages/case-messages';
import { describeFaults, readProfile } from '../../profiles/read-profile';
import { createPayloadCodec } from '../../security/payload-codec';
import { createIdKeys } from '../../security/references';
import { createStore } from '../../store/store';
import { openRows } from '../keys-and-rows';
import { NAMESPACE_PREFIX } from '../stack/stack';

const UNIT = 'sav';

/** What a worker of the bench's own is made of: the unit's codec and its record, as the service has them. */
export async function workerParts(
  env: Env,
): Promise<{ readonly options: Omit<WorkerOptions, 'taskQueue'>; readonly address: string }> {
  Runtime.install({ shutdownSignals: [] });
  const reading = readProfile(env['SLUSS_PROFILE'] ?? '');
  if (!reading.ok) throw new Error(describeFaults('bench', reading.faults));
  const { profile } = reading;
  const { database: db, keyRing } = openRows(env);
  const store = createStore({ db, ring: keyRing, profile });
  const address = env['SLUSS_TEMPORAL_ADDRESS'] ?? '';
  const activities = createCaseActivities({
    journal: store.journal,
    profile,
    shown: store.cases.shown,
    idKey: createIdKeys(keyRing),
    open: () => Promise.resolve(undefined),
    refuseLetter: () => Promise.resolve(),
    log: () => undefined,
  });
  return {
    address,
    options: {
      connection: await NativeConnection.connect({ address }),
      namespace: namespaceOf(NAMESPACE_PREFIX, UNIT),
      activities,
      dataConverter: {
        payloadCodecs: [createPayloadCodec(UNIT, keyRing)],
        failureConverterPath: require.resolve('../../security/failure-converter'),
      },
    },
  };
}
