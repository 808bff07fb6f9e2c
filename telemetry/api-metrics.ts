import { Counter, Histogram, Registry } from 'prom-client';

import type { RuleId } from '../domain/kernel/rule';
import type { TokenReason } from '../security/token-refused';

/** What stood in the way and is nobody's refusal. */
export type ApiFault = 'storeAway' | 'unavailable' | 'keyAway' | 'signInAway' | 'internal';

/** What the API counts. Labels hold operations, statuses and rule ids, never anything of a case or a unit (ADR 0026). */
export interface ApiMetrics {
  readonly answered: (operation: string, status: number, seconds: number) => void;
  readonly refusedBy: (rules: readonly RuleId[]) => void;
  readonly letterReceived: () => void;
  /** A token was not believed. */
  readonly tokenRefused: (reason: TokenReason) => void;
  /** A message of another system was not believed (PIN-1). */
  readonly signatureRefused: () => void;
  /** An identity was closed after repeated misses. */
  readonly locked: () => void;
  readonly fault: (kind: ApiFault) => void;
  readonly text: () => Promise<string>;
}

const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Counters that start at nothing with the process. */
export function createApiMetrics(registry = new Registry()): ApiMetrics {
  const counter = <L extends string>(name: string, help: string, ...labels: readonly L[]): Counter<L> =>
    new Counter({ name, help, labelNames: labels, registers: [registry] });
  const requests = counter('sluss_requests_total', 'Answered requests.', 'operation', 'status');
  const seconds = new Histogram({
    ...{ name: 'sluss_request_seconds', help: 'Time until a request was answered.', buckets: BUCKETS },
    ...{ labelNames: ['operation'], registers: [registry] },
  });
  const rules = counter('sluss_refusals_total', 'Refusals by the rule that stood in the way.', 'rule');
  const tokens = counter('sluss_tokens_refused_total', 'Tokens that were not believed, by why.', 'reason');
  const signatures = counter('sluss_signatures_refused_total', 'Messages whose signature was not believed.');
  const letters = counter('sluss_letters_received_total', 'Well-signed letters taken in.');
  const locks = counter(
    'sluss_identities_locked_total',
    'Identities closed for a while after repeated misses.',
  );
  const faults = counter(
    'sluss_api_faults_total',
    'Requests that failed through no refusal, by what failed.',
    'kind',
  );
  return {
    answered: (operation, status, took) => {
      requests.inc({ operation, status: String(status) });
      seconds.observe({ operation }, took);
    },
    refusedBy: (ids) => {
      for (const rule of ids) rules.inc({ rule });
    },
    letterReceived: () => {
      letters.inc();
    },
    tokenRefused: (reason) => {
      tokens.inc({ reason });
    },
    signatureRefused: () => {
      signatures.inc();
    },
    locked: () => {
      locks.inc();
    },
    fault: (kind) => {
      faults.inc({ kind });
    },
    text: () => registry.metrics(),
  };
}
