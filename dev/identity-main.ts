import { readFile } from 'node:fs/promises';

import { startIdentityServer } from './identity/server';
import { IdentitySettings } from './identity/settings';
import { messageOf } from './root';

async function main(): Promise<void> {
  const [file] = process.argv.slice(2);
  if (file === undefined) throw new Error('expected: the path of a settings file');
  const settings = IdentitySettings.parse(JSON.parse(await readFile(file, 'utf8')));
  const { issuer, close } = await startIdentityServer(settings);
  console.log(`identity: ready at ${issuer}`);
  const end = (): void => void close().then(() => process.exit(0));
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
}

main().catch((error: unknown) => {
  console.error(`identity: ${messageOf(error)}`);
  process.exit(1);
});
