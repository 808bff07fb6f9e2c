import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Express } from 'express';

import { readPartnerKeys, readSigningKey } from '../security/party-keys';
import { standInDistrict } from './partners/district';
import { standInPolice } from './partners/police';
import { messageOf } from './root';

/** What a variable of the environment must hold. */
function needed(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set`);
  return value;
}

async function listen(app: Express, port: number, host: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    app.listen(port, host, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}

async function main(): Promise<void> {
  const signingDir = needed('SLUSS_SIGNING_KEYS_DIR');
  const keys = readPartnerKeys(JSON.parse(await readFile(needed('SLUSS_PARTNER_KEYS_FILE'), 'utf8')));
  const apiOrigin = needed('SLUSS_PUBLIC_ORIGIN');
  const stateDir = join(needed('SLUSS_STATE_DIR'), 'partners');
  const functions = needed('SLUSS_POLICE_FUNCTIONS').split(',');
  const unit = needed('SLUSS_PARTNER_UNIT');
  const policePort = Number(needed('SLUSS_POLICE_PORT'));
  const partnerPort = Number(needed('SLUSS_PARTNER_PORT'));
  // By which the service reaches them: part of what it signs.
  const host = process.env['SLUSS_PARTNERS_HOST'] ?? '127.0.0.1';
  const signingKeys = Object.fromEntries(
    await Promise.all(functions.map(async (id) => [id, await readSigningKey(signingDir, id)] as const)),
  );
  const police = standInPolice({
    ...{ origin: `http://${host}:${policePort}`, apiOrigin, keys, signingKeys },
    file: join(stateDir, 'police.jsonl'),
  });
  const district = standInDistrict({
    ...{ origin: `http://${host}:${partnerPort}`, apiOrigin, keys, unit },
    file: join(stateDir, `${unit}.jsonl`),
    signingKey: await readSigningKey(signingDir, unit),
  });
  await listen(police, policePort, host);
  await listen(district, partnerPort, host);
  console.log(`partners ready at ports ${policePort} and ${partnerPort}`);
}

main().catch((error: unknown) => {
  console.error(messageOf(error));
  process.exit(1);
});
