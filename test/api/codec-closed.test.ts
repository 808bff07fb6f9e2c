import { NO_CASE } from '../../api/case-file';
import { KeyAway } from '../../security/key-away';
import { createLimits } from '../../api/http/limits';
import { createApiMetrics } from '../../telemetry/api-metrics';
import { UNADDRESSED } from '../../store/inbox';
import { staff } from './support/asking';
import type { Person } from './support/asking';
import { CLOSED, SECRET, codecStage, payloadLines, plain } from './support/codec';
import type { CodecStage } from './support/codec';
import { START_MS } from './support/service';
import { newCase } from './support/stories';

let { service, codec, worker, supervisor, ref, ours } = {} as CodecStage;

beforeAll(async () => {
  ({ service, codec, worker, supervisor, ref, ours } = await codecStage());
}, START_MS);
afterAll(() => service.close());

const linesOf = (caseRef: string) => payloadLines(service, caseRef);

describe('what the codec server closes beside another’s cases', () => {
  test('ACC-2: whose functions do not include cases reads none, named in it or not, and the line says so', async () => {
    for (const role of ['operator', 'logReviewer'] as const) {
      const { status, payloads } = await codec.decode(staff(service, 'sav', role, worker.reader.person), [
        ours,
      ]);
      expect([status, payloads]).toEqual([200, [CLOSED]]);
    }
    expect(await linesOf(ref)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ roles: ['operator'], outcome: 'refused', rules: ['ACC-2'] }),
      ]),
    );
  });

  test('a case whose key is away is closed and has its line; the others of the page open', async () => {
    const other = await newCase(worker);
    const away = await codec.payload('sav', other, SECRET);
    const keyId = `case:${other}`;
    const open = service.deps.store.cases.open;
    const cases = {
      ...service.deps.store.cases,
      open: (reader: Person['reader'], caseRef: string) =>
        caseRef === other ? Promise.reject(new KeyAway('damaged', 'sav', keyId)) : open(reader, caseRef),
    };
    const app = codec.but({ store: { ...service.deps.store, cases } });
    const { status, payloads } = await codec.decode(supervisor, [away, ours], { app });
    expect([status, payloads]).toEqual([200, [CLOSED, plain(SECRET)]]);
    expect(await linesOf(other)).toEqual([expect.objectContaining({ outcome: 'refused' })]);
  });

  test('ADR 0028: the engine’s own note on a local activity is left out, so that the UI shows the summary, and asks for no line; anything like it is closed', async () => {
    const time = { seconds: 1_795_904_321, nanos: 56_403_954 };
    const note = {
      ...{ seq: 2, attempt: 1, activity_id: '2', activity_type: 'append', complete_time: time },
      ...{ backoff: null, original_schedule_time: time },
    };
    const alike = [
      { ...note, person: SECRET },
      { ...note, activity_type: SECRET },
      { ...note, activity_id: SECRET },
      { ...note, complete_time: SECRET },
      [note],
    ].map(plain);
    const labelled = { ...plain(note), metadata: { ...plain(note).metadata, more: '' } };

    const { payloads } = await codec.decode(supervisor, [plain(note)]);
    expect(payloads).toEqual([plain({})]);
    expect(await linesOf(NO_CASE)).toHaveLength(0);

    const others = await codec.decode(supervisor, [...alike, labelled]);
    expect(others.payloads).toEqual([...alike, labelled].map(() => CLOSED));
    expect(await linesOf(NO_CASE)).toHaveLength(1);
  });
});

describe('ACC-5: who is not believed at the codec server', () => {
  test('AUD-1: stands in the log and in the counters, as at the API', async () => {
    const metrics = createApiMetrics();
    const write = jest.spyOn(service.deps.store.accessLog, 'write');
    const headers = { authorization: `Bearer ${await service.forgedToken(supervisor.reader)}` };
    const { status } = await codec.decode(supervisor, [ours], { app: codec.but({ metrics }), headers });
    expect(status).toBe(401);
    expect(write.mock.calls).toMatchObject([
      [{ unit: UNADDRESSED, who: '-', action: 'readPayloads', outcome: 'unsigned', rules: ['ACC-5'] }],
    ]);
    expect(await metrics.text()).toContain('sluss_tokens_refused_total{reason="unknownKey"} 1');
    write.mockRestore();
  });
});

test('AUD-1: each case of a request counts as a reading, so that lines in the log are bounded as at the API', async () => {
  const limits = createLimits({ requestsPerMinute: 10, misses: 100, lockSeconds: 60 }, () => 0);
  const app = codec.but({ limits });
  const of = (nth: number) => ({
    ...ours,
    metadata: { ...ours.metadata, 'encryption-key-id': btoa(`case:c-00000000000000${String(nth + 10)}`) },
  });
  const six = Array.from({ length: 6 }, (_none, nth) => of(nth));
  expect((await codec.decode(supervisor, six, { app })).status).toBe(200);
  expect((await codec.decode(supervisor, six, { app })).status).toBe(429);
  expect((await codec.decode(worker, [ours], { app })).status).toBe(200);
});
