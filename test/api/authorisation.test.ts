import request from 'supertest';

import { operations } from '../../api/operations/table';
import { staff } from './support/asking';
import { personalNumber } from './support/bodies';
import type { Answered } from './support/contract';
import type { Service } from './support/service';
import { START_MS, openService } from './support/service';
import { newCase } from './support/stories';

let service: Service;

beforeAll(async () => {
  service = await openService();
}, START_MS);
afterAll(() => service.close());

const byStaff = operations.filter(({ who }) => who.kind === 'staff');
const byParty = operations.filter(({ who }) => who.kind === 'party');
const target = (path: string): string =>
  path
    .replace('{case}', 'c-0000000000000000')
    .replace('{name}', 'mine')
    .replace('{notice}', 'n-none')
    .replace('{id}', 'l-none');

describe('ACC-5 every operation of staff wants a token that is believed', () => {
  test.each(byStaff)('$id', async ({ method, path }) => {
    const address = target(path);
    const reader = { person: 'sav.caseworker', unit: 'sav', roles: ['caseworker'] as const };
    const tokens = [
      undefined,
      'Bearer',
      'Bearer not.a.token',
      `Basic ${Buffer.from('a:b').toString('base64')}`,
      `Bearer ${await service.forgedToken(reader)}`,
      `Bearer ${await service.token(reader, { issuer: 'https://elsewhere.example' })}`,
      `Bearer ${await service.token({ ...reader, unit: 'elsewhere' })}`,
      `Bearer ${await expired(reader)}`,
    ];
    for (const authorization of tokens) {
      const asked = request(service.app)[method](address);
      const answer: Answered = await (authorization === undefined ? asked : asked.set({ authorization }));
      const { status, body } = answer;
      expect([authorization, status]).toEqual([authorization, 401]);
      expect(body).toMatchObject({ type: 'urn:sluss:problem:unauthenticated', status: 401 });
    }
  });

  async function expired(reader: Parameters<Service['token']>[0]): Promise<string> {
    const { now } = service.clock;
    service.clock.now = '2026-03-02T05:00:00.000Z';
    const token = await service.token(reader);
    service.clock.now = now;
    return token;
  }
});

test.each(byParty)('PIN-1 $id wants a signature, whatever token comes along', async ({ method, path }) => {
  const token = await service.token({ person: 'sav.supervisor', unit: 'sav', roles: ['supervisor'] });
  const asked = request(service.app)
    [method](target(path))
    .set({ authorization: `Bearer ${token}` });
  const { status } = await (method === 'get'
    ? asked
    : asked.set('content-type', 'application/json').send('{}'));
  expect(status).toBe(401);
});

describe('who may do an action is decided in the case (ACC-4)', () => {
  test('a supervisor may not register an application; 403 with the rule', async () => {
    const supervisor = staff(service, 'sav', 'supervisor');
    const worker = staff(service, 'sav', 'caseworker');
    const ref = await newCase(worker);
    const answer = await worker.post(`/v1/cases/${ref}/actions/assign-caseworker`, {
      person: 'sav.x',
      standIns: [],
    });
    expect(answer.status).toBe(403);
    expect((answer.body as { rules: { rule: string }[] }).rules.map(({ rule }) => rule)).toEqual(['ACC-2']);
    const { body } = await supervisor.get(`/v1/cases/${ref}/access-log`);
    expect((body as { items: object[] }).items).toContainEqual(
      expect.objectContaining({ action: 'assignCaseworker', outcome: 'refused', rules: ['ACC-2'] }),
    );
  });

  test('AUD-1: who asked in a function that does not include it stands in the log of the case', async () => {
    const worker = staff(service, 'sav', 'caseworker');
    const ref = await newCase(worker);
    expect((await worker.get(`/v1/cases/${ref}/access-log`)).status).toBe(403);
    const { body } = await staff(service, 'sav', 'supervisor').get(`/v1/cases/${ref}/access-log`);
    expect((body as { items: object[] }).items).toContainEqual(
      expect.objectContaining({ action: 'readAccessLog', outcome: 'refused', rules: ['ACC-2'] }),
    );
  });

  test('ACC-2 CON-11 reception sees the stub of what waits for assignment, and not the file', async () => {
    const reception = staff(service, 'hisingen', 'reception');
    const opened = await reception.post('/v1/cases', {
      action: 'registerApplication',
      channel: 'reception',
      receivedAt: '2026-03-02T08:30:00Z',
      applicant: { name: 'Invented Person', personalNumber: personalNumber('19900101') },
      inCustody: false,
      wish: 'Invented wish.',
    });
    expect(opened.status).toBe(201);
    const { case: ref } = opened.body as { case: string };
    const read = await reception.get(`/v1/cases/${ref}`);
    expect(read.body).toMatchObject({ view: { kind: 'stub' }, notes: {} });
    expect(read.text).not.toContain('nvented');
    const file = await Promise.all(
      ['/timeline', '/disclosures', '/transfer-preview?to=sav'].map((path) =>
        reception.get(`/v1/cases/${ref}${path}`),
      ),
    );
    expect(file.map(({ status }) => status)).toEqual([403, 403, 403]);
  });
});
