import { z } from 'zod';

import { outcomesOf } from '../../telemetry/checks';
import type { Outcomes } from '../../telemetry/checks';
import type { Deps } from '../deps';
import { HealthAnswer, ReadyAnswer } from '../schemas/answers';
import type { Answer, Operation, OperationFacts } from './operation';
import { forStaff } from './staff';

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
  description:
    'Under `keys` stands whose keys can be used. A unit whose keys cannot has cases that wait; the others go on, so that the ' +
    'service is `partly` ready and takes requests. So it is when a changed registry of partners cannot be used: the one before holds.',
  answers: {
    200: { description: 'It takes requests.', schema: ReadyAnswer },
    503: { description: 'It cannot do anything for anybody.', schema: ReadyAnswer, type: 'application/json' },
  },
  handle: async ({ checks, keyChecks }) => {
    const [shared, keys] = await Promise.all([outcomesOf(checks), outcomesOf(keyChecks)]);
    const status = standing(shared, keys);
    const body = { status, checks: shared, keys };
    return status === 'notReady'
      ? { status: 503, body, headers: { 'Retry-After': '5' } }
      : { status: 200, body };
  },
});

const isOk = (outcome: Outcomes[string]): boolean => outcome === 'ok';

/** A registry that cannot be used leaves the keys before it in force: it is named, and stops nobody (PIN-1). */
const GOES_ON_WITHOUT = 'partnerKeys';

function standing(checks: Outcomes, ofKeys: Outcomes): 'ready' | 'partly' | 'notReady' {
  const { [GOES_ON_WITHOUT]: partners = 'ok', ...needed } = checks;
  const keys = Object.values(ofKeys);
  if (!Object.values(needed).every(isOk) || !keys.some(isOk)) return 'notReady';
  return isOk(partners) && keys.every(isOk) ? 'ready' : 'partly';
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
  handle: async (deps) => ({ status: 200, text: { type: METRICS_TYPE, content: await deps.metrics.text() } }),
});

/** The service itself; none of these tells anything of a case. */
export const serviceOperations: readonly Operation[] = [health, ready, metrics];
