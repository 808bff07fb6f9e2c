import type { RuleId } from '../../domain/kernel/rule';
import type { TokenReason } from '../../security/token-refused';

/** A few counters in Prometheus' text format; labels hold statuses and rule IDs, never anything of a case (ADR 0005). */
export interface Metrics {
  readonly answered: (status: number) => void;
  readonly refusedBy: (rules: readonly RuleId[]) => void;
  readonly letterReceived: () => void;
  /** A token was not believed. */
  readonly tokenRefused: (reason: TokenReason) => void;
  /** A message of another system was not believed (PIN-1). */
  readonly signatureRefused: () => void;
  /** An identity was closed after repeated misses. */
  readonly locked: () => void;
  readonly text: () => string;
}

/** Counters that start at nothing with the process. */
export function createMetrics(): Metrics {
  const statuses = new Map<string, number>();
  const rules = new Map<string, number>();
  const tokens = new Map<string, number>();
  let letters = 0;
  let signatures = 0;
  let locks = 0;
  return {
    answered: (status) => {
      add(statuses, String(status));
    },
    refusedBy: (ids) => {
      for (const id of ids) add(rules, id);
    },
    letterReceived: () => {
      letters += 1;
    },
    tokenRefused: (reason) => {
      add(tokens, reason);
    },
    signatureRefused: () => {
      signatures += 1;
    },
    locked: () => {
      locks += 1;
    },
    text: () =>
      [
        ...counter('sluss_requests_total', 'Answered requests by status.', 'status', statuses),
        ...counter('sluss_refusals_total', 'Refusals by the rule that stood in the way.', 'rule', rules),
        ...counter('sluss_tokens_refused_total', 'Tokens that were not believed, by why.', 'reason', tokens),
        ...total('sluss_signatures_refused_total', 'Messages whose signature was not believed.', signatures),
        ...total('sluss_letters_received_total', 'Well-signed letters taken in.', letters),
        ...total(
          'sluss_identities_locked_total',
          'Identities closed for a while after repeated misses.',
          locks,
        ),
        '',
      ].join('\n'),
  };
}

function add(counts: Map<string, number>, label: string): void {
  counts.set(label, (counts.get(label) ?? 0) + 1);
}

function counter(
  name: string,
  help: string,
  label: string,
  counts: ReadonlyMap<string, number>,
): readonly string[] {
  const lines = [...counts].sort().map(([value, count]) => `${name}{${label}="${value}"} ${count}`);
  return [`# HELP ${name} ${help}`, `# TYPE ${name} counter`, ...lines];
}

function total(name: string, help: string, value: number): readonly string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} counter`, `${name} ${value}`];
}
