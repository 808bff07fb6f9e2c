import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { receiveTraces } from '../support/traces';
import type { ReceivedSpan, Receiver } from '../support/traces';
import { createStage } from '../../dev/demo/stage';
import { metricsOf } from './metrics';
import { historiesWithoutCodec } from './histories';
import { createMarkers, findInFiles, plantedCase, wordsIn } from './planted';
import { prepareService } from './service';
import type { Service } from './service';

describe('marker words in names, personal numbers and narratives', () => {
  let service: Service;
  let receiver: Receiver;

  beforeAll(async () => {
    receiver = await receiveTraces();
    service = await prepareService();
    service.env['SLUSS_TRACES_URL'] = receiver.url;
    await service.start();
  });

  afterAll(async () => {
    await service.remove();
    await receiver.close();
  });

  test('NTF-1 CON-6 AUD-1: none is found in the databases, histories without the codec, logs, traces, metrics, notices and error answers', async () => {
    const stage = createStage(service.file(), { patienceMs: 30_000, print: () => undefined });
    const markers = createMarkers();
    const { plant, words } = markers;
    const ref = await plantedCase(stage, markers);
    const worker = stage.person('sav.caseworker');
    const answers = [
      await worker.post(`/v1/cases/${ref}/actions/classify-defector`, {
        classification: 'special',
        otherCircumstances: plant('Refused'),
      }),
      await worker.post(`/v1/cases/${ref}/actions/record-motivation`, {
        insight: plant('Bad'),
        motivation: 'strong',
        text: plant('Bad2'),
      }),
      await worker.post(`/v1/cases/${ref}/actions/set-home-district`, {
        district: 'hisingen',
        basis: plant('Unknown'),
        extra: plant('Field'),
      }),
      await worker.get(`/v1/cases/${ref}`.replace('c-', 'd-')),
      await worker.get('/v1/notices'),
      await stage.person('sav.supervisor').get('/v1/notices'),
      await stage.person('hisingen.reception').get('/v1/notices'),
      await worker.get('/v1/worklists/mine'),
    ];
    const full = JSON.stringify(await worker.get(`/v1/cases/${ref}`));
    expect(full).toContain('ZqxWishVrk');

    const metrics = await metricsOf(service);
    expect(metrics).toMatch(/sluss_refusals_total\{rule="[A-Z]{3}-\d+"\} [1-9]/);
    expect(metrics).toMatch(/sluss_appends_total\{outcome="done"\} [1-9]/);
    expect(metrics).toMatch(/temporal_workflow_task_schedule_to_start_latency_count\{.*\} [1-9]/);
    const inTemporal = await historiesWithoutCodec(service);
    await service.stop();
    expect(words().length).toBeGreaterThanOrEqual(20);
    const found = [
      ...wordsIn(JSON.stringify(answers), words()),
      ...wordsIn(inTemporal, words()).map((word) => `${word} in a history`),
      ...wordsIn(metrics, words()).map((word) => `${word} in the metrics`),
      ...wordsIn(receiver.text(), words()).map((word) => `${word} in a trace`),
      ...findInFiles(service.stateDir, words()),
    ];
    expect(found).toEqual([]);
    assertIslands(receiver.spans());
    expect(lettersIn(service.stateDir)).toEqual([]);
  }, 180_000);
});

/** Where the processes' lines name a letter: its id stands on both sides, and would tie two units' cases to each other (ADR 0026). */
function lettersIn(stateDir: string): readonly string[] {
  const lines = ['api', 'worker'].flatMap((name) =>
    readFileSync(join(stateDir, 'logs', `${name}.log`), 'utf8').split('\n'),
  );
  expect(lines.length).toBeGreaterThan(20);
  return lines.filter((line) => /\b(letter|delivery):|\bl-[0-9a-hjkmnp-tv-z]{16}\b/.test(line));
}

/**
 * CON-6, ADR 0026: the transfer's letters are followed from the sender's request through its step to their delivery, and on the other side from
 * their arrival to the receiver's step; and no trace has spans of two units, so that none ties their files together.
 */
function assertIslands(spans: readonly ReceivedSpan[]): void {
  const unitsOf = new Map<string, Set<unknown>>();
  for (const { traceId, attributes } of spans) {
    const unit = attributes['sluss.unit'];
    if (unit !== undefined) unitsOf.set(traceId, (unitsOf.get(traceId) ?? new Set()).add(unit));
  }
  expect([...unitsOf.values()].filter((units) => units.size > 1)).toEqual([]);

  expect(
    roadTo(spans, ({ name, attributes }) => name === 'deliver' && attributes['sluss.unit'] === 'sav'),
  ).toEqual(['request', 'update', 'step', 'deliver']);
  expect(
    roadTo(spans, ({ name, attributes }) => name === 'append' && attributes['sluss.action'] === 'unitLetter'),
  ).toEqual(['letter', 'step', 'append']);
}

/** The names of the spans from the beginning of a trace to one like that. */
function roadTo(
  spans: readonly ReceivedSpan[],
  isSought: (span: ReceivedSpan) => boolean,
): readonly string[] {
  const byId = new Map(spans.map((span) => [span.spanId, span] as const));
  const roads = spans.filter(isSought).map((found) => {
    const road: ReceivedSpan[] = [];
    for (let span: ReceivedSpan | undefined = found; span !== undefined;) {
      road.unshift(span);
      span = byId.get(span.parentSpanId ?? '');
    }
    return road.map(({ name }) => name);
  });
  return roads.sort((one, other) => other.length - one.length)[0] ?? [];
}
