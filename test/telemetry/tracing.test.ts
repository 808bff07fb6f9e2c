import { createTracer, tracesUrlIn } from '../../telemetry/tracing';
import { receiveTraces } from '../support/traces';

const ID = /^[0-9a-f]{16}$/;

test('spans arrive with their parents, under the ids that were chosen for them, and say references and codes only', async () => {
  const receiver = await receiveTraces();
  const tracer = createTracer('worker', receiver.url);
  const first = tracer.start({ name: 'request', kind: 'SERVER' });
  const chosen = tracer.newSpanId();
  const second = tracer.start({
    name: 'step',
    kind: 'INTERNAL',
    parent: first.id,
    spanId: chosen,
    startMs: 5,
  });
  const stranger = { unit: 'sav', status: 409, name: 'Invented Person' };
  second.end({ caseRef: 'c-1', rules: ['INT-5'] }, true);
  first.end(stranger);
  await tracer.close();
  await receiver.close();

  const [step, request] = receiver.spans();
  expect(request).toMatchObject({
    ...{ process: 'sluss-worker', name: 'request', failed: false, spanId: first.id.spanId },
    attributes: { 'sluss.unit': 'sav', 'http.response.status_code': 409 },
  });
  expect(step).toMatchObject({
    name: 'step',
    failed: true,
    spanId: chosen,
    attributes: { 'sluss.case': 'c-1' },
  });
  expect(step?.traceId).toBe(request?.traceId);
  expect(step?.parentSpanId).toBe(request?.spanId);
  expect(receiver.text()).not.toContain('Invented');
});

test('without a receiver there are ids for the log, and nothing is sent', async () => {
  const tracer = createTracer('api', undefined);
  const request = tracer.start({ name: 'request', kind: 'SERVER' });
  expect(request.id.traceId).toMatch(/^[0-9a-f]{32}$/);
  expect(request.id.spanId).toMatch(ID);
  expect(tracer.start({ name: 'x', kind: 'CLIENT', parent: request.id }).id.traceId).toBe(request.id.traceId);
  expect(tracer.isOn).toBe(false);
  await expect(tracer.close()).resolves.toBeUndefined();
});

test('to another machine traces go by https alone, but for hosts that the operator names', () => {
  const by = (SLUSS_TRACES_URL: string, SLUSS_PLAIN_HTTP_HOSTS?: string) =>
    tracesUrlIn({ SLUSS_TRACES_URL, SLUSS_PLAIN_HTTP_HOSTS });
  for (const url of [
    'https://collector.example/v1/traces',
    'http://127.0.0.1:4318/v1',
    'http://[::1]:4318/v1',
  ])
    expect(by(url)).toBe(url);
  const plain = 'http://collector.example:4318/v1/traces';
  expect(() => by(plain)).toThrow(/^SLUSS_TRACES_URL must be https to another machine/);
  expect(() => by(plain, 'other.example')).toThrow('SLUSS_PLAIN_HTTP_HOSTS');
  expect(by(plain, 'other.example, collector.example')).toBe(plain);
});

test('an address that is none stops the start, and is not repeated', () => {
  expect(tracesUrlIn({})).toBeUndefined();
  expect(() => tracesUrlIn({ SLUSS_TRACES_URL: 'collector:4318 secret' })).toThrow(
    /^SLUSS_TRACES_URL must be an http/,
  );
});
