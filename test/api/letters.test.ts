import { randomUUID } from 'node:crypto';

import request from 'supertest';

import { InboxFull } from '../../store/errors';
import type { Party, Person } from './support/asking';
import { party, partyOf, staff } from './support/asking';
import { assessment, letter } from './support/bodies';
import type { Answered } from './support/contract';
import type { Service } from './support/service';
import { START_MS, openService } from './support/service';
import { askedPolice, newCase } from './support/stories';

let service: Service;
let worker: Person;
let las: Party;
let partner: Party;

const [POLICE, LETTERS] = ['/v1/police/assessments', '/v1/letters'] as const;

beforeAll(async () => {
  service = await openService();
  worker = staff(service, 'sav', 'caseworker');
  las = partyOf(service, 'las');
  partner = partyOf(service, 'partner');
}, START_MS);
afterAll(() => service.close());

const stored = (party: string, id: string): Promise<unknown> =>
  service.deps.store.inbox.standing([...service.deps.units, 'unaddressed'], party, id);

describe('PIN-1 what is not signed as it should be is 401, logged, and nothing of it is stored', () => {
  const spoilt: readonly (readonly [string, (id: string) => Promise<Answered>])[] = [
    ['unsigned', () => Promise.resolve(request(service.app).post(POLICE).send(assessment('sav.x.y')))],
    ['altered', (id) => las.post(POLICE, assessment('a'), { messageId: id, sent: assessment('b') })],
    ['re-targeted', (id) => las.post(POLICE, assessment('a'), { messageId: id, signedFor: LETTERS })],
    [
      'expired',
      (id) => las.post(POLICE, assessment('a'), { messageId: id, now: '2026-03-02T08:00:00.000Z' }),
    ],
    [
      'from the future',
      (id) => las.post(POLICE, assessment('a'), { messageId: id, now: '2026-03-02T10:00:00.000Z' }),
    ],
    [
      'another message id than signed',
      (id) => las.post(POLICE, assessment('a'), { headers: { 'sluss-message-id': id } }),
    ],
    [
      'an unknown key',
      (id) =>
        party(service, { ...las.key, keyId: 'las:unknown' }).post(POLICE, assessment('a'), { messageId: id }),
    ],
    [
      'another party’s key under this name',
      (id) =>
        party(service, { ...partner.key, keyId: las.key.keyId }).post(POLICE, assessment('a'), {
          messageId: id,
        }),
    ],
    ['a party that is no police function', (id) => partner.post(POLICE, assessment('a'), { messageId: id })],
    [
      'a letter in another’s name',
      (id) => partner.post(LETTERS, letter(id, { from: 'hisingen' }), { messageId: id }),
    ],
    ['a letter under another id than signed', (id) => partner.post(LETTERS, letter(id))],
  ];

  test.each(spoilt)('%s', async (_what, send) => {
    const id = randomUUID();
    const write = jest.spyOn(service.deps.store.accessLog, 'write');
    const response = await send(id);
    expect(response.status).toBe(401);
    expect(response.body).toMatchObject({ type: 'urn:sluss:problem:unsigned' });
    expect(write).toHaveBeenCalledWith(expect.objectContaining({ outcome: 'unsigned', rules: ['PIN-1'] }));
    expect(await Promise.all(['las', 'partner', 'hisingen'].map((party) => stored(party, id)))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    write.mockRestore();
  });

  test('what cannot be logged is not answered', async () => {
    const accessLog = { ...service.deps.store.accessLog, write: () => Promise.reject(new Error('away')) };
    const app = service.but({ store: { ...service.deps.store, accessLog } });
    const response = await request(app).post(POLICE).set('content-type', 'application/json').send('{}');
    expect(response.status).toBe(503);
  });
});

test('CON-6 a letter that opens a case where it names none opens none for nonsense', async () => {
  const id = randomUUID();
  const body = letter(id, { kind: 'disclosure', toCase: 'no-reference' });
  expect(await partner.post(LETTERS, body, { messageId: id })).toMatchObject({ status: 202 });
  expect(await service.deps.store.inbox.standing(['sav'], 'partner', id)).toBeUndefined();
});

describe('PIN-4 THR-5 every well-signed assessment gets the same answer', () => {
  test('for an open request, repeated, unknown, foreign, closed, late by a year, BOPS before LAS', async () => {
    const { reference } = await askedPolice(worker);
    const untouched = await newCase(worker);
    const bops = partyOf(service, 'bops');
    const cases: readonly (readonly [Party, object])[] = [
      [las, assessment(reference)],
      [bops, assessment(reference, { stage: 'inDepth', level: 'high' })],
      [las, assessment(`sav.${untouched}.r-none`)],
      [las, assessment('sav.c-0000000000000000.r-none')],
      [las, assessment('nowhere.c-0000000000000000.r-none')],
      [las, assessment('no-reference-of-ours')],
      [las, assessment(reference, { assessedAt: '2025-01-01T00:00:00Z' })],
    ];
    const answers = await Promise.all(
      cases.map(([key, body]) => key.post(POLICE, body, { messageId: randomUUID() })),
    );
    const told = answers.map(({ status, body, headers }) => {
      const { letter: id } = body as { letter: string };
      return JSON.stringify([status, body, { ...headers, date: '' }]).replaceAll(id, 'ID');
    });
    expect(new Set(told).size).toBe(1);
    expect(answers[0]?.status).toBe(202);
  });

  test('PIN-2 the same message again, signed anew, gives the first answer and is stored once', async () => {
    const { ref, reference } = await askedPolice(worker);
    const messageId = randomUUID();
    const receive = jest.spyOn(service.deps.store.inbox, 'receive');
    const first = await las.post(POLICE, assessment(reference), { messageId });
    service.clock.now = '2026-03-02T09:05:00.000Z';
    const second = await las.post(POLICE, assessment(reference, { level: 'high' }), {
      messageId,
    });
    expect([second.status, second.text]).toEqual([first.status, first.text]);
    const results = await Promise.all(
      receive.mock.results.map(({ value }) => value as Promise<{ isNew: boolean }>),
    );
    expect(results.map(({ isNew }) => isNew)).toEqual([true, false]);
    expect(receive.mock.calls[0]?.[0]).toMatchObject({
      unit: 'sav',
      caseRef: ref,
      letter: { kind: 'policeAssessment' },
    });
    receive.mockRestore();
  });

  test('PIN-3 the sender asks what became of it; another’s and an unknown one are the same 404', async () => {
    const { reference } = await askedPolice(worker);
    const messageId = randomUUID();
    await las.post(POLICE, assessment(reference), { messageId });
    const { body } = await las.get(`/v1/police/letters/${messageId}`);
    expect(body).toMatchObject({ letter: messageId, standing: 'received' });
    const [foreign, unknown, nul] = [
      await partyOf(service, 'bops').get(`/v1/police/letters/${messageId}`),
      await partyOf(service, 'bops').get(`/v1/police/letters/${randomUUID()}`),
      await las.get('/v1/police/letters/%00'),
    ];
    expect([foreign.status, foreign.text, nul.text]).toEqual([404, unknown.text, unknown.text]);
  });

  test('PIN-4 a refused letter says the same whatever the reason was', async () => {
    const untouched = await newCase(worker);
    const references = [`sav.${untouched}.r-none`, 'nowhere.c-0000000000000000.r-none'];
    const texts = await Promise.all(
      references.map(async (reference) => {
        const id = randomUUID();
        await las.post(POLICE, assessment(reference), { messageId: id });
        const inbox = service.deps.store.inbox as unknown as {
          settle: (unit: string, outcome: object) => Promise<void>;
        };
        await inbox.settle(reference.startsWith('sav') ? 'sav' : 'unaddressed', {
          from: 'las',
          letterId: id,
          outcome: 'refused',
        });
        return (await las.get(`/v1/police/letters/${id}`)).text.replaceAll(id, 'ID');
      }),
    );
    expect(texts[0]).toContain('refused');
    expect(texts[0]).toBe(texts[1]);
  });

  test.each([
    ['a missing field', { level: undefined }, 'level'],
    ['an unknown field', { name: 'A' }, ''],
    ['a level that is none', { level: 'medium' }, 'level'],
  ])('%s: 400, and nothing is stored', async (_what, change, path) => {
    const messageId = randomUUID();
    const response = await las.post(POLICE, assessment('sav.x.y', change), { messageId });
    expect(response.status).toBe(400);
    expect((response.body as { errors: { path: string }[] }).errors[0]?.path).toBe(path);
    expect(await stored('las', messageId)).toBeUndefined();
  });

  test('a full inbox: 429 with Retry-After, and nothing is acknowledged', async () => {
    const inbox = { ...service.deps.store.inbox, receive: () => Promise.reject(new InboxFull('las')) };
    const app = service.but({ store: { ...service.deps.store, inbox } });
    const response = await las.post(POLICE, assessment('sav.x.y'), { app });
    expect([response.status, response.headers['retry-after']]).toEqual([429, '30']);
  });
});

describe('letters of units and cities', () => {
  test('an offer opens a case derived from the letter; a package follows its opener; a named case is used', async () => {
    const receive = jest.spyOn(service.deps.store.inbox, 'receive');
    const [offer, parcel, receipt] = [randomUUID(), randomUUID(), randomUUID()];
    const named = await newCase(worker);
    const post = (id: string, change: object) =>
      partner.post(LETTERS, letter(id, { ...change }), { messageId: id });
    const answers = [
      await post(offer, { kind: 'transferOffer' }),
      await post(parcel, { kind: 'transferPackage', opener: offer }),
      await post(receipt, { toCase: named }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
    const refs = receive.mock.calls.map(([arrival]) => arrival.caseRef);
    expect(refs[0]).toMatch(/^c-/);
    expect(refs).toEqual([refs[0], refs[0], named]);
    const standing = await partner.get(`${LETTERS}/${offer}`);
    expect(standing.body).toMatchObject({ standing: 'received' });
    receive.mockRestore();
  });

  test.each([
    ['an assessment past the police’s address: 400', { kind: 'policeAssessment' }, 400, 'kind'],
    ['an unknown field: 400', { secret: 1 }, 400, ''],
    [
      'TRF-6 a unit that is not served here: 404, its sender tries again',
      { to: 'elsewhere' },
      404,
      undefined,
    ],
  ])('%s, and nothing is stored', async (_what, change, status, path) => {
    const id = randomUUID();
    const response = await partner.post(LETTERS, letter(id, change), { messageId: id });
    expect(response.status).toBe(status);
    expect((response.body as { errors?: { path: string }[] }).errors?.[0]?.path).toBe(path);
    expect(await stored('partner', id)).toBeUndefined();
  });
});
