import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { ServiceFile } from './demo/client';
import { commandClient } from './compose/identity';
import { signIn } from './identity/sign-in';
import { messageOf } from './root';
import { staffParts } from './staff';

/** What a variable of the environment must hold. */
function needed(name: string): string {
  const value = process.env[name] ?? '';
  if (value === '') throw new Error(`${name} is not set`);
  return value;
}

/** Signs in all invented staff at the identity server of a try-out, and writes down what `dev/demo.ts` reads. */
async function main(): Promise<void> {
  const issuer = needed('SLUSS_TOKEN_ISSUER');
  const people = needed('SLUSS_UNITS')
    .split(',')
    .flatMap((unit) => Object.keys(staffParts).map((part) => `${unit}.${part}`));
  const client = { client: commandClient.id, redirect: commandClient.redirect };
  const tokens = people.map(
    async (person) => [person, (await signIn({ issuer, ...client, person })).access_token] as const,
  );
  const at = (port: string): string => `http://${needed('SLUSS_PARTNERS_HOST')}:${needed(port)}`;
  const service: ServiceFile = {
    api: needed('SLUSS_PUBLIC_ORIGIN'),
    ui: needed('SLUSS_UI_ORIGIN'),
    police: at('SLUSS_POLICE_PORT'),
    district: at('SLUSS_PARTNER_PORT'),
    tokens: Object.fromEntries(await Promise.all(tokens)),
  };
  const file = join(needed('SLUSS_STATE_DIR'), 'service.json');
  await writeFile(file, JSON.stringify(service, null, 2), { mode: 0o600 });
  console.log(`signed in: ${people.length} invented members of staff`);
}

main().catch((error: unknown) => {
  console.error(`The sign-in for the demo failed: ${messageOf(error)}`);
  process.exitCode = 1;
});
