import { Counter, Histogram } from 'prom-client';
import type { Registry } from 'prom-client';

import type { RuleId } from '../domain/kernel/rule';

/** What became of a try to append: a step, a refusal that the journal holds, nothing because no case was opened, or a failure. */
export type AppendOutcome = 'done' | 'refused' | 'unopened' | 'again' | 'failed';

/** How an attempt at a delivery ended; `again` is one that is tried once more. */
export type DeliveryEnd = 'sent' | 'stopped' | 'rejected' | 'again';

/** What a worker counts of its own work. Labels hold outcomes, parts and rule ids, never anything of a case or a unit (ADR 0026). */
export interface WorkerMetrics {
  readonly appended: (outcome: AppendOutcome, seconds: number) => void;
  readonly letterRefusedBy: (rules: readonly RuleId[]) => void;
  readonly delivered: (outcome: DeliveryEnd) => void;
  /** A part that is tried again failed, with that error's name. */
  readonly fault: (part: string, error: string | undefined) => void;
}

/** A step takes 3 ms and more; after 2 s its try is given up (ADR 0002). */
const BUCKETS = [0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2];

const parts: readonly string[] = [
  ...['load', 'append', 'openLetter', 'deliver', 'settle'],
  ...['relay', 'revive', 'sweeper', 'mailer', 'database'],
];

const kinds: Readonly<Record<string, string>> = { StoreAway: 'storeAway', KeyAway: 'keyAway' };

/** Counters that start at nothing with the process. */
export function createWorkerMetrics(registry: Registry): WorkerMetrics {
  const registers = [registry];
  const appends = new Counter({
    ...{ name: 'sluss_appends_total', help: 'Tries to append a step to the journal.' },
    ...{ labelNames: ['outcome'], registers },
  });
  const seconds = new Histogram({
    ...{ name: 'sluss_append_seconds', help: 'Time that a try to append took.', buckets: BUCKETS },
    registers,
  });
  const letters = new Counter({
    ...{ name: 'sluss_letter_refusals_total', help: 'Letters that a case refused, by rule.' },
    ...{ labelNames: ['rule'], registers },
  });
  const deliveries = new Counter({
    ...{ name: 'sluss_deliveries_total', help: 'Attempts to deliver a letter, by how they ended.' },
    ...{ labelNames: ['outcome'], registers },
  });
  const faults = new Counter({
    ...{ name: 'sluss_worker_faults_total', help: 'Failures of a part that is tried again.' },
    ...{ labelNames: ['part', 'kind'], registers },
  });
  return {
    appended: (outcome, took) => {
      appends.inc({ outcome });
      seconds.observe(took);
    },
    letterRefusedBy: (ids) => {
      for (const rule of ids) letters.inc({ rule });
    },
    delivered: (outcome) => {
      deliveries.inc({ outcome });
    },
    fault: (part, error = '') => {
      faults.inc({ part: parts.includes(part) ? part : 'other', kind: kinds[error] ?? 'other' });
    },
  };
}
