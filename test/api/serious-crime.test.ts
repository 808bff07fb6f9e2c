import { randomUUID } from 'node:crypto';

import type { Party, Person } from './support/asking';
import { partyOf, staff } from './support/asking';
import type { Service } from './support/service';
import { START_MS, openService } from './support/service';
import { newCase } from './support/stories';

let service: Service;
let worker: Person;
let las: Party;

const ANSWERS = '/v1/police/serious-crime-answers';

beforeAll(async () => {
  service = await openService();
  worker = staff(service, 'sav', 'caseworker');
  las = partyOf(service, 'las');
}, START_MS);
afterAll(() => service.close());

const said = (reference: string, change: object = {}): object => ({
  ...{ reference, answer: 'goOn', assessedAt: '2026-03-02T08:00:00.000Z', grounds: 'Invented grounds.' },
  ...change,
});

describe('THR-8 PIN-1 PIN-4: the police answer whether an exit goes on', () => {
  test('PIN-2 PIN-3: a signed answer is kept as a letter to the case that asked, and its sender may ask of it', async () => {
    const ref = await newCase(worker);
    const receive = jest.spyOn(service.deps.store.inbox, 'receive');
    const messageId = randomUUID();
    const taken = await las.post(ANSWERS, said(`sav.${ref}.r-1`), { messageId });
    expect(taken).toMatchObject({ status: 202, body: { letter: messageId, taken: true } });
    expect(receive.mock.calls[0]?.[0]).toMatchObject({
      ...{ unit: 'sav', caseRef: ref },
      letter: { kind: 'policeSeriousCrimeAnswer', from: 'las', facts: { answer: 'goOn' } },
    });
    receive.mockRestore();
    const { body } = await las.get(`/v1/police/letters/${messageId}`);
    expect(body).toMatchObject({ letter: messageId, standing: 'received' });
  });

  test('PIN-4: for a case that is unknown, foreign or no case at all the answer is the same', async () => {
    const ref = await newCase(worker);
    const references = [`sav.${ref}.r-1`, 'sav.c-0000000000000000.r-1', 'nowhere.c-1.r-1', 'nothing'];
    const answers = await Promise.all(
      references.map((reference) => las.post(ANSWERS, said(reference), { messageId: randomUUID() })),
    );
    const told = answers.map(({ status, body }) => {
      const { letter: id } = body as { letter: string };
      return JSON.stringify([status, body]).replaceAll(id, 'ID');
    });
    expect([...new Set(told)]).toHaveLength(1);
  });

  test('PIN-1: a party that is no police function is refused like one whose signature does not hold', async () => {
    const partner = partyOf(service, 'partner');
    const response = await partner.post(ANSWERS, said('sav.c-1.r-1'), { messageId: randomUUID() });
    expect(response).toMatchObject({ status: 401, body: { type: 'urn:sluss:problem:unsigned' } });
  });

  test.each([
    { answer: 'perhaps' },
    { level: 'high' },
    { grounds: '' },
    { assessedAt: '2026-02-30T08:00:00Z' },
  ])('THR-8: %j is no such answer', async (change) => {
    const response = await las.post(ANSWERS, said('sav.c-1.r-1', change), { messageId: randomUUID() });
    expect(response).toMatchObject({ status: 400, body: { type: 'urn:sluss:problem:invalid' } });
  });

  test('THR-8: the document describes it beside the assessment', async () => {
    const document = (await worker.get('/openapi.json')).body as { paths: Record<string, object> };
    expect(Object.keys(document.paths)).toEqual(expect.arrayContaining([ANSWERS, '/v1/police/assessments']));
  });
});
