import request from 'supertest';

import { createLimits } from '../../api/http/limits';
import { StoreAway } from '../../store/errors';
import { staff } from './support/asking';
import { CLOSED, SECRET, UI, codecStage, payloadLines, plain } from './support/codec';
import type { CodecStage, WirePayload } from './support/codec';
import { START_MS } from './support/service';
import { act, classifiable, newCase } from './support/stories';

const UNKNOWN = 'c-0000000000000009';

let { service, codec, worker, supervisor, ref, ours } = {} as CodecStage;

beforeAll(async () => {
  ({ service, codec, worker, supervisor, ref, ours } = await codecStage());
}, START_MS);
afterAll(() => service.close());

const linesOf = (caseRef: string, unit = 'sav') => payloadLines(service, caseRef, unit);

describe('POST /decode', () => {
  test('ACC-2: the unit’s supervisor and the case’s caseworker read it', async () => {
    for (const who of [supervisor, worker]) {
      const { status, payloads } = await codec.decode(who, [ours, ours]);
      expect([status, payloads]).toEqual([200, [plain(SECRET), plain(SECRET)]]);
    }
  });

  test('CON-6 ACC-1: another unit’s payloads are closed, whatever namespace is named; so is what is unknown', async () => {
    const district = staff(service, 'hisingen', 'supervisor');
    const unknown = { ...ours, metadata: { ...ours.metadata, 'encryption-key-id': btoa(`case:${UNKNOWN}`) } };
    const namespaces = ['sluss-hisingen', 'sluss-sav', ''];
    for (const namespace of namespaces) {
      const headers = { 'x-namespace': namespace };
      const foreign = await codec.decode(district, [ours], { headers });
      const missing = await codec.decode(district, [unknown], { headers });
      expect([foreign.status, foreign.payloads]).toEqual([200, [CLOSED]]);
      expect([missing.status, missing.text]).toEqual([foreign.status, foreign.text]);
    }
    expect(
      (await codec.decode(supervisor, [ours], { headers: { 'x-namespace': 'sluss-hisingen' } })).payloads,
    ).toEqual([CLOSED]);
  });

  test('ACC-2: nobody else of the unit reads it, reception with the stub included', async () => {
    const stranger = staff(service, 'sav', 'caseworker', 'sav.caseworker2');
    expect((await codec.decode(stranger, [ours])).payloads).toEqual([CLOSED]);

    const reception = staff(service, 'hisingen', 'reception');
    const opened = await reception.post('/v1/cases', {
      action: 'registerApplication',
      channel: 'reception',
      receivedAt: service.clock.now,
      applicant: { name: 'Invented Person', personalNumber: '199001189811', protectedIdentity: true },
      wish: 'Invented.',
      inCustody: false,
    });
    const theirs = (opened.body as { case: string }).case;
    const payload = await codec.payload('hisingen', theirs, SECRET);
    expect((await codec.decode(reception, [payload])).payloads).toEqual([CLOSED]);
    expect((await codec.decode(staff(service, 'hisingen', 'supervisor'), [payload])).payloads).toEqual([
      plain(SECRET),
    ]);
  });

  test('ACC-3: of a restricted case nothing is opened to a supervisor who is not named in it, and readings are marked', async () => {
    const special = await classifiable(worker);
    const named = staff(service, 'sav', 'supervisor', 'sav.named');
    const body = { classification: 'special', otherCircumstances: 'Invented.' };
    await act(named, special, 'classify-defector', body);
    const payload = await codec.payload('sav', special, SECRET);
    expect((await codec.decode(supervisor, [payload])).payloads).toEqual([CLOSED]);
    expect((await codec.decode(named, [payload])).payloads).toEqual([plain(SECRET)]);
    expect(await linesOf(special)).toEqual([
      expect.objectContaining({ who: 'sav.named', outcome: 'answered', restricted: true }),
      expect.objectContaining({ who: 'sav.supervisor', outcome: 'foreign', restricted: true }),
    ]);
  });

  test('damaged, plain, mislabelled and keyless payloads are closed one by one, the others open', async () => {
    const other = await newCase(worker);
    const key = (id: string): WirePayload => ({
      ...ours,
      metadata: { ...ours.metadata, 'encryption-key-id': btoa(id) },
    });
    const noMetadata = { metadata: {}, data: ours.data };
    const bad = [
      { ...ours, data: `${ours.data.slice(0, -8)}AAAAAAA=` },
      { ...ours, data: 'no base64 at all' },
      { ...ours, metadata: { ...ours.metadata, more: 'AAAA' } },
      key(`case:${other}`),
      key('unit:sav'),
      key('letter:las:p-1'),
      key(`case:${ref}/../x`),
      noMetadata,
      plain('an instruction to whoever reads this'),
      await codec.payload('sav', undefined, SECRET),
    ];
    const { payloads } = await codec.decode(supervisor, [...bad, ours]);
    expect(payloads).toEqual([...bad.map(() => CLOSED), plain(SECRET)]);
  });

  test('AUD-1: one line for each request and case, of the refused ones too', async () => {
    const mine = await newCase(worker);
    const payload = await codec.payload('sav', mine, SECRET);
    await codec.decode(supervisor, [payload, payload, ours]);
    expect(await linesOf(mine)).toEqual([
      expect.objectContaining({
        who: 'sav.supervisor',
        roles: ['supervisor'],
        outcome: 'answered',
        rules: [],
      }),
    ]);
    const district = staff(service, 'hisingen', 'supervisor');
    await codec.decode(district, [payload, payload]);
    expect(await linesOf(mine, 'hisingen')).toEqual([
      expect.objectContaining({
        unit: 'hisingen',
        who: 'hisingen.supervisor',
        outcome: 'foreign',
        rules: ['CON-6'],
      }),
    ]);
    expect(await linesOf(mine)).toHaveLength(1);
  });

  test('AUD-2: what cannot be written into the log is not opened', async () => {
    const { store } = service.deps;
    const accessLog = { ...store.accessLog, write: () => Promise.reject(new StoreAway(new Error('gone'))) };
    const app = codec.but({ store: { ...store, accessLog } });
    const { status, text } = await codec.decode(supervisor, [ours], { app });
    expect(status).toBe(503);
    expect(text).not.toContain('payloads');
  });

  test('a fault is told by a reference and nothing else', async () => {
    const keyRing = { ...service.keyRing, get: () => Promise.reject(new Error(SECRET)) };
    const { status, text } = await codec.decode(supervisor, [ours], { app: codec.but({ keyRing }) });
    expect(status).toBe(500);
    expect(text).not.toContain(SECRET);
    expect(text).toContain(service.reports.at(-1)?.reference);
  });
});

describe('who may ask at all', () => {
  test('ACC-5: nobody without a token that the sign-in issued', async () => {
    const forged = { authorization: `Bearer ${await service.forgedToken(supervisor.reader)}` };
    for (const headers of [forged, { authorization: '' }, { authorization: 'Basic c2F2OnNhdg==' }]) {
      const { status, text } = await codec.decode(supervisor, [ours], { headers });
      expect(status).toBe(401);
      expect(text).not.toContain('payloads');
    }
  });

  test('a page of the UI asks first and is let in by its exact origin, with its token; no other page is', async () => {
    const ask = (origin: string): request.Test =>
      request(codec.app).options('/decode').set({
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization',
      });
    const allowed = await ask(UI);
    expect(allowed.status).toBe(204);
    expect(allowed.headers).toMatchObject({
      'access-control-allow-origin': UI,
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'POST',
    });
    expect(String(allowed.headers['access-control-allow-headers']).toLowerCase().split(', ').sort()).toEqual([
      'authorization',
      'authorization-extras',
      'content-type',
      'x-namespace',
    ]);
    expect((await codec.decode(supervisor, [ours])).headers['access-control-allow-origin']).toBe(UI);
    for (const origin of [`${UI}.example`, 'http://ui.example', 'null', `${UI}:8443`]) {
      const preflight = await ask(origin);
      expect([origin, preflight.status]).toEqual([origin, 404]);
      const { status, headers, text } = await codec.decode(supervisor, [ours], { headers: { origin } });
      expect([status, headers['access-control-allow-origin']]).toEqual([404, undefined]);
      expect(text).not.toContain('payloads');
    }
  });

  test('a program that is no browser names no origin and needs a token all the same', async () => {
    const answer = await request(codec.app).post('/decode').send({ payloads: [] });
    expect(answer.status).toBe(401);
    expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
  });

  test('nothing is encoded or downloaded; the query that newer UIs add changes nothing', async () => {
    for (const path of ['/encode', '/download', '/', '/decode/'])
      expect((await codec.decode(supervisor, [ours], { path })).status).toBe(404);
    expect((await request(codec.app).get('/decode')).status).toBe(405);
    const asked = { path: '/decode?preserveStorageRefs=true' };
    expect((await codec.decode(supervisor, [ours], asked)).payloads).toEqual([plain(SECRET)]);
  });
});

describe('how much at once', () => {
  const many = (count: number): readonly WirePayload[] => Array.from({ length: count }, () => ours);

  test('payloads, cases and bytes are bounded', async () => {
    expect((await codec.decode(supervisor, many(501))).status).toBe(400);
    const cases = Array.from({ length: 21 }, (_none, nth) => ({
      ...ours,
      metadata: { ...ours.metadata, 'encryption-key-id': btoa(`case:c-00000000000000${String(nth + 10)}`) },
    }));
    expect((await codec.decode(supervisor, cases)).status).toBe(413);
    const large = { ...ours, data: 'A'.repeat(2 * 1024 * 1024) };
    expect((await codec.decode(supervisor, [large])).status).toBe(413);
  });

  test('somebody who asks too often waits; the others do not', async () => {
    const limits = createLimits({ requestsPerMinute: 3, misses: 100, lockSeconds: 60 }, () => 0);
    const app = codec.but({ limits });
    const statuses: number[] = [];
    for (let nth = 0; nth < 4; nth += 1)
      statuses.push((await codec.decode(supervisor, [ours], { app })).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
    expect((await codec.decode(worker, [ours], { app })).status).toBe(200);
  });
});
