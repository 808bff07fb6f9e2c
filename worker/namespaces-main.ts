import { Connection } from '@temporalio/client';
import { namespaceOf } from '../messages/case-messages';
import { listOf } from '../security/listed';
import { accessFilesIn, faultsOf, readAccess } from '../security/temporal-access';
import { report } from './log';
import { prepareNamespaces, standardRetentionDays } from './prepare-namespaces';

type Env = Readonly<Record<string, string | undefined>>;

/** Where the server is, and what to prepare there; the token must be one that may set up namespaces. */
function settingsIn(env: Env): { address: string; namespaces: readonly string[]; retentionDays: number } {
  const address = env['SLUSS_TEMPORAL_ADDRESS'] ?? '';
  const units = listOf(env['SLUSS_UNITS'] ?? '');
  const retentionDays = Number(env['SLUSS_NAMESPACE_RETENTION_DAYS'] ?? standardRetentionDays);
  const faults = [
    ...(address === '' ? ['SLUSS_TEMPORAL_ADDRESS is missing'] : faultsOf(accessFilesIn(env), address)),
    ...(units.length === 0 ? ['SLUSS_UNITS is missing'] : []),
    ...(Number.isInteger(retentionDays) && retentionDays > 0
      ? []
      : ['SLUSS_NAMESPACE_RETENTION_DAYS must be a whole number from 1']),
  ];
  if (faults.length > 0) throw new Error(faults.join('; '));
  const prefix = env['SLUSS_NAMESPACE_PREFIX'] ?? 'sluss';
  return { address, namespaces: units.map((unit) => namespaceOf(prefix, unit)), retentionDays };
}

/** Creates the units' namespaces and their search attributes, where they are missing. */
async function main(env: Env): Promise<void> {
  const { address, namespaces, retentionDays } = settingsIn(env);
  const { tls, token } = await readAccess(accessFilesIn(env), report);
  const apiKey = token === undefined ? {} : { apiKey: token.current };
  const connection = await Connection.connect({ address, tls, connectTimeout: '30 seconds', ...apiKey });
  try {
    await prepareNamespaces(connection, namespaces, retentionDays);
  } finally {
    token?.close();
    await connection.close();
  }
  console.log(`namespaces ready: ${namespaces.join(', ')}`);
}

main(process.env).catch((error: unknown) => {
  console.error(`namespaces: ${error instanceof Error ? error.message : 'failed'}`);
  process.exitCode = 1;
});
