import type { PartyId } from '../domain/kernel/actor';

/** What the worker is started with; the names and defaults of its environment are told in the README. */
export interface Config {
  readonly temporal: { readonly address: string; readonly namespacePrefix: string };
  readonly database: { readonly url: string; readonly connections: number };
  readonly profile: string;
  readonly units: readonly PartyId[];
  readonly files: { readonly masterKeys: string; readonly signingKeys: string; readonly addressBook: string };
  /** Cases that each unit's worker keeps in memory. */
  readonly cachedCases: number;
}

type Env = Readonly<Record<string, string | undefined>>;

/** Reads the environment; throws with every name that is missing or wrong, and no value. */
export function readConfig(env: Env): Config {
  const faults: string[] = [];
  const text = (name: string): string => {
    const value = env[name] ?? '';
    if (value === '') faults.push(`${name} is missing`);
    return value;
  };
  const count = (name: string, otherwise: number): number => {
    const value = Number(env[name] ?? otherwise);
    if (!Number.isInteger(value) || value < 1) faults.push(`${name} must be a whole number from 1`);
    return value;
  };
  const config: Config = {
    temporal: {
      address: text('SLUSS_TEMPORAL_ADDRESS'),
      namespacePrefix: env['SLUSS_NAMESPACE_PREFIX'] ?? 'sluss',
    },
    database: { url: text('SLUSS_DATABASE_URL'), connections: count('SLUSS_DATABASE_CONNECTIONS', 10) },
    profile: text('SLUSS_PROFILE'),
    units: text('SLUSS_UNITS')
      .split(',')
      .map((unit) => unit.trim()),
    files: {
      masterKeys: text('SLUSS_MASTER_KEYS_DIR'),
      signingKeys: text('SLUSS_SIGNING_KEYS_DIR'),
      addressBook: text('SLUSS_ADDRESS_BOOK_FILE'),
    },
    cachedCases: count('SLUSS_WORKER_CACHED_CASES', 300),
  };
  if (faults.length > 0) throw new Error(`The worker cannot start: ${faults.join('; ')}`);
  return config;
}
