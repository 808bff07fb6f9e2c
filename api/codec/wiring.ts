import { readFile } from 'node:fs/promises';

import { toInstant } from '../../domain/time/instant';
import { readKeyFile } from '../../security/key-file';
import { createStore } from '../../store/store';
import type { Check } from '../../telemetry/checks';
import { createLimits } from '../http/limits';
import type { ServerTls } from '../http/server';
import type { Leaving } from '../process';
import { openTokens } from '../token-config';
import { openDatabase, profileOf } from '../wiring';
import type { Told } from '../wiring';
import type { CodecConfig } from './config';
import type { CodecDeps } from './deps';

/** The codec server with all it depends on, and how to let go of it. */
export interface WiredCodec {
  readonly deps: CodecDeps;
  readonly tls?: ServerTls;
  /** What it needs to open anything, by name. */
  readonly checks: Readonly<Record<string, Check>>;
  readonly close: () => Promise<void>;
}

/**
 * Connects the store, the keys and the sign-in; throws what a person has to mend, before anything is answered. A master key
 * that is away keeps its own unit waiting and no other.
 */
export async function wireCodec(config: CodecConfig, told: Told, leaving: Leaving): Promise<WiredCodec> {
  const { database, keyRing } = await openDatabase(config, told);
  const profile = profileOf(config.profile);
  const deps: CodecDeps = {
    now: () => toInstant(Date.now()),
    profile,
    tokens: await openTokens(config.tokens, profile, config.units),
    store: createStore({ db: database, ring: keyRing, profile }),
    keyRing,
    namespacePrefix: config.namespacePrefix,
    uiOrigin: config.uiOrigin,
    ...told,
    limits: createLimits(config.limits, Date.now),
    trustedProxies: config.trustedProxies,
  };
  const tls = config.tls === undefined ? {} : { tls: await readTls(config.tls) };
  const checks = { running: leaving.check, store: () => database.stillFits() };
  return { deps, ...tls, checks, close: () => database.close() };
}

async function readTls({ certificate, key }: NonNullable<CodecConfig['tls']>): Promise<ServerTls> {
  return { cert: await readFile(certificate), key: await readKeyFile(key) };
}
