import { setTimeout as sleep } from 'node:timers/promises';

import { listOf } from '../security/listed';
import { readServiceTokenKey } from '../security/service-tokens';
import { report } from './log';
import { RENEW_MS, renewTokens } from './token-service';
import type { TokenService } from './token-service';

type Env = Readonly<Record<string, string | undefined>>;

function needed(env: Env, name: string): string {
  const value = env[name] ?? '';
  if (value === '') throw new Error(`The token service cannot start: ${name} is missing`);
  return value;
}

async function serviceOf(env: Env): Promise<TokenService> {
  return {
    key: await readServiceTokenKey(needed(env, 'SLUSS_SERVICE_TOKEN_KEY_FILE')),
    audience: needed(env, 'SLUSS_TEMPORAL_AUDIENCE'),
    units: listOf(needed(env, 'SLUSS_UNITS')),
    namespacePrefix: env['SLUSS_NAMESPACE_PREFIX'] ?? 'sluss',
    serviceDir: needed(env, 'SLUSS_SERVICE_TOKEN_DIR'),
    operatorDir: needed(env, 'SLUSS_OPERATOR_TOKEN_DIR'),
  };
}

/** Gives worker, API and operator fresh tokens for the Temporal server until it is told to end. */
async function main(): Promise<void> {
  const service = await serviceOf(process.env);
  const stop = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => {
      stop.abort();
    });
  await renewTokens(service, new Date());
  console.log(`tokens ready for ${service.units.join(', ')}`);
  const { signal } = stop;
  while (await passes(RENEW_MS, signal)) {
    await renewTokens(service, new Date()).catch((fault: unknown) => {
      report('service tokens', fault);
    });
  }
}

/** Whether the time has passed before the process was told to end. */
async function passes(ms: number, signal: AbortSignal): Promise<boolean> {
  return sleep(ms, true, { signal }).catch(() => false);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : 'The token service cannot start');
  process.exitCode = 1;
});
