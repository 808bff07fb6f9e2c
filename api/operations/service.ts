import { z } from 'zod';

import type { Deps } from '../deps';
import { HealthAnswer, ReadyAnswer } from '../schemas/answers';
import type { Answer, Operation, OperationFacts } from './operation';
import { forStaff } from './staff';

/** A check that takes longer has failed: whoever asks wants an answer. */
const CHECK_MS = 3_000;
const METRICS_TYPE = 'text/plain; version=0.0.4';

/** An operation for anyone; it tells nothing of any case. */
function forAnyone(
  spec: Omit<OperationFacts, 'who' | 'method' | 'tag'> & {
    readonly handle: (deps: Deps) => Promise<Answer> | Answer;
  },
): Operation {
  const { handle, ...facts } = spec;
  return {
    ...facts,
    method: 'get',
    tag: 'Service',
    who: { kind: 'anyone' },
    run: async (deps) => handle(deps),
  };
}

const health = forAnyone({
  id: 'health',
  path: '/healthz',
  summary: 'Whether the process lives',
  answers: { 200: { description: 'It does.', schema: HealthAnswer } },
  handle: () => ({ status: 200, body: { status: 'ok' } }),
});

const ready = forAnyone({
  id: 'ready',
  path: '/readyz',
  summary: 'Whether store, Temporal and keys answer',
  answers: {
    200: { description: 'All of them do.', schema: ReadyAnswer },
    503: { description: 'One of them does not.', schema: ReadyAnswer, type: 'application/json' },
  },
  handle: async ({ checks }) => {
    const results = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => [name, await outcomeOf(check)] as const),
    );
    const ok = results.every(([, outcome]) => outcome === 'ok');
    const body = { status: ok ? 'ready' : 'notReady', checks: Object.fromEntries(results) };
    return ok ? { status: 200, body } : { status: 503, body, headers: { 'Retry-After': '5' } };
  },
});

async function outcomeOf(check: () => Promise<unknown>): Promise<'ok' | 'failed'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'failed'>((resolve) => {
    timer = setTimeout(resolve, CHECK_MS, 'failed');
  });
  const asked = check().then(
    () => 'ok' as const,
    () => 'failed' as const,
  );
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}

const metrics = forStaff({
  id: 'metrics',
  method: 'get',
  path: '/metrics',
  tag: 'Service',
  summary: 'Counters in Prometheus’ text format, for operators',
  roles: ['operator'],
  answers: { 200: { description: 'The counters.', schema: z.string(), type: 'text/plain' } },
  // Counts of refusals are counts over all units, so they are not for everybody (CON-6).
  handle: (deps) =>
    Promise.resolve({ status: 200, text: { type: METRICS_TYPE, content: deps.metrics.text() } }),
});

/** The service itself; none of these tells anything of a case. */
export const serviceOperations: readonly Operation[] = [health, ready, metrics];
