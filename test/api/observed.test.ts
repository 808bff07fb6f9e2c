import { createApiMetrics } from '../../telemetry/api-metrics';
import { createLog } from '../../telemetry/log';
import { createTracer } from '../../telemetry/tracing';
import { receiveTraces } from '../support/traces';
import type { Receiver } from '../support/traces';
import { partyOf, staff } from './support/asking';
import type { Person } from './support/asking';
import { assessment } from './support/bodies';
import type { Service } from './support/service';
import { START_MS, openService } from './support/service';
import { newCase } from './support/stories';

let service: Service;
let worker: Person;
let ref: string;
beforeAll(async () => {
  service = await openService();
  worker = staff(service, 'sav', 'caseworker');
  ref = await newCase(worker);
}, START_MS);
afterAll(() => service.close());

/** The API with a log and counters of its own, and traces where a receiver is given. */
function observed(receiver?: Receiver) {
  const lines: string[] = [];
  const tracer = createTracer('api', receiver?.url);
  const metrics = createApiMetrics();
  const log = createLog({ process: 'api', write: (line) => lines.push(line) });
  const app = service.but({ log, tracer, metrics });
  const told = () => lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  return { app, metrics, tracer, lines, told };
}

const rulesOf = (body: unknown): readonly string[] =>
  (body as { readonly rules: readonly { readonly rule: string }[] }).rules.map(({ rule }) => rule);

describe('AUD-1, ACC-5: the operators’ log of the API', () => {
  test('a refused step has one line: operation, case, rules, trace and time; and raises the counter of its rule', async () => {
    const { app, told, metrics } = observed();
    const path = `/v1/cases/${ref}/actions/request-threat-assessment`;
    const refused = await worker.post(path, { occasion: 'first' }, { app });
    expect(rulesOf(refused.body)).toContain('INT-5');
    expect(told()).toEqual([
      {
        ...{ time: expect.any(String) as string, level: 'info', process: 'api', message: 'answered' },
        ...{
          operation: 'requestThreatAssessment',
          action: 'requestThreatAssessment',
          unit: 'sav',
          caseRef: ref,
        },
        ...{
          status: 409,
          rules: rulesOf(refused.body),
          command: expect.stringMatching(/^[0-9a-f]{40}$/) as string,
        },
        ...{ ms: expect.any(Number) as number, trace: expect.stringMatching(/^[0-9a-f]{32}$/) as string },
      },
    ]);
    const text = await metrics.text();
    expect(text).toContain('sluss_refusals_total{rule="INT-5"} 1');
    expect(text).toContain('sluss_requests_total{operation="requestThreatAssessment",status="409"} 1');
  });

  test('ADR 0021: a step whose name tells is called record, and the rules that would tell it are left out', async () => {
    const { app, lines, told, metrics } = observed();
    const path = `/v1/cases/${ref}/actions/record-move-need`;
    const refused = await worker.post(path, { need: 'within', why: 'Invented reason' }, { app });
    expect([refused.status, rulesOf(refused.body).length > 0]).toEqual([409, true]);
    expect(told()).toMatchObject([
      { operation: 'record', action: 'record', caseRef: ref, status: 409, rules: [] },
    ]);
    const all = `${lines.join()}${await metrics.text()}`;
    expect(all).not.toMatch(/MoveNeed|move-need|Invented/);
  });

  test('what names no case, and who is not believed, leave no case and no unit; the service’s own health no line', async () => {
    const { app, told, lines } = observed();
    await worker.get('/v1/cases/199001189811', { app });
    await worker.get(`/v1/cases/${ref}`, { app, headers: { authorization: 'Bearer x.y.z' } });
    await worker.get('/healthz', { app });
    expect(told()).toMatchObject([
      { operation: 'readCase', unit: 'sav', status: 404 },
      { operation: 'readCase', status: 401 },
    ]);
    expect(lines[1]).not.toContain('sav');
    expect(lines.join()).not.toContain('19900118');
  });

  test('PIN-1: of a letter in neither case nor letter nor sender stands in the line', async () => {
    const { app, told } = observed();
    const posted = assessment('a'.repeat(26));
    expect((await partyOf(service, 'las').post('/v1/police/assessments', posted, { app })).status).toBe(202);
    expect(Object.keys(told()[0] ?? {}).sort()).toEqual(
      ['level', 'message', 'ms', 'operation', 'process', 'status', 'time', 'trace'].sort(),
    );
  });
});

test('CON-6: a trace begins at the border, whatever trace the caller says that it is part of', async () => {
  const receiver = await receiveTraces();
  const { app, tracer } = observed(receiver);
  const theirs = 'c'.repeat(32);
  await worker.get(`/v1/cases/${ref}`, {
    app,
    headers: {
      traceparent: `00-${theirs}-${'d'.repeat(16)}-01`,
      tracestate: 'their=secret',
      baggage: 'their=secret',
    },
  });
  await tracer.close();
  await receiver.close();
  const [span] = receiver.spans();
  expect(span).toMatchObject({ attributes: { 'sluss.operation': 'readCase', 'sluss.case': ref } });
  expect(span?.parentSpanId).toBeUndefined();
  expect(receiver.text()).not.toContain(theirs);
  expect(receiver.text()).not.toContain('their');
});
