import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { readPorts } from './ports';
import { postgresUrl } from './postgres';
import { root } from './root';
import type { Env } from './root';

/** The environment, with what the embedded run has in place of what is not named: database, master keys, and units served. */
export function withEmbedded(env: Env): Env {
  const stateDir = resolve(env['SLUSS_STATE_DIR'] ?? join(root, '.sluss'));
  const service = join(stateDir, 'service.json');
  const { units = [] } = existsSync(service)
    ? (JSON.parse(readFileSync(service, 'utf8')) as { readonly units?: readonly string[] })
    : {};
  return {
    SLUSS_DATABASE_URL: env['DATABASE_URL'] ?? postgresUrl(readPorts(env).postgres.port),
    SLUSS_MASTER_KEYS: `file:${join(stateDir, 'keys', 'master')}`,
    SLUSS_UNITS: units.join(','),
    ...env,
  };
}
