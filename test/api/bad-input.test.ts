import request from 'supertest';

import type { Person } from './support/asking';
import { staff } from './support/asking';
import { telephone } from './support/bodies';
import type { Answered } from './support/contract';
import type { Service } from './support/service';
import { START_MS, openService } from './support/service';
import { newCase } from './support/stories';

let service: Service;
let worker: Person;
let token: string;

beforeAll(async () => {
  service = await openService();
  worker = staff(service, 'sav', 'caseworker');
  token = await service.token(worker.reader);
}, START_MS);
afterAll(() => service.close());

const MARKER = 'zebramarker';

/** Sends bytes as they are. */
function raw(text: string | Buffer, headers: Readonly<Record<string, string>> = {}): Promise<Answered> {
  const asked = request(service.app)
    .post('/v1/cases')
    .set({
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': 'key-of-bad-input',
      ...headers,
    });
  // supertest writes objects as JSON; a Buffer goes as it is.
  return asked.serialize((body: unknown) => body as string).send(Buffer.from(text) as never);
}

function expectProblem(response: Answered, status: number, kind: string): void {
  expect(response.status).toBe(status);
  expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
  expect(response.body).toMatchObject({ type: `urn:sluss:problem:${kind}`, status });
  const { title, detail, rules, errors } = response.body as Record<string, unknown>;
  expect([typeof title, typeof detail, Array.isArray(rules), Array.isArray(errors)]).toEqual([
    'string',
    'string',
    true,
    true,
  ]);
  expect(response.text).not.toContain(MARKER);
  expect(response.text).not.toMatch(/\.ts|node_modules|at \w+ \(/);
}

describe('a personal number is no reference and no staff id (ADR 0005)', () => {
  const consent = {
    ...{ purpose: 'transfer', recipients: ['las'], categories: ['core'], form: 'oral' },
    ...{ receivedBy: 'sav.caseworker', givenAt: '2026-03-02T08:45:00.000Z' },
  };
  test.each([
    ['give-consent', 'receivedBy', { ...consent, receivedBy: '19900118-9811' }],
    ['give-consent', 'recipients.0', { ...consent, recipients: ['900118-9811'] }],
    ['assign-caseworker', 'standIns.0', { person: 'sav.caseworker', standIns: ['9001189811'] }],
    [
      'record-consent-refusal',
      'recipient',
      { purpose: 'transfer', recipient: '199001189811', at: consent.givenAt },
    ],
  ])('%s: %s', async (action, path, body) => {
    const ref = await newCase(worker);
    const answer = await worker.post(`/v1/cases/${ref}/actions/${action}`, body);
    expectProblem(answer, 400, 'invalid');
    const message = 'reads as a personal number; this field takes an id or a reference';
    expect(answer.body).toMatchObject({ errors: [{ path, message }] });
    expect(answer.text).not.toContain('9811');
  });
});

describe('bodies that are no JSON of ours', () => {
  const bodies: readonly (readonly [string, string | Buffer])[] = [
    ['cut short', `{"action":"${MARKER}`],
    ['empty', ''],
    ['two values', '{}{}'],
    ['not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
    ['a key twice', `{"action":"registerApplication","action":"${MARKER}"}`],
    ['a key twice, once escaped', `{"action":"a","\\u0061ction":"b"}`],
    ['__proto__', `{"__proto__":{"action":"registerApplication"}}`],
    ['a number out of range', '{"action":1e400}'],
    ['nested too deep', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['nested too deep with keys', `${'{"a":'.repeat(40_000)}1${'}'.repeat(40_000)}`],
  ];
  test.each(bodies)('%s: 400', async (_what, body) => {
    expectProblem(await raw(body), 400, 'malformed');
  });

  test('too large: 413, also when the length is not told', async () => {
    const large = JSON.stringify(telephone({ wish: 'x'.repeat(300_000) }));
    expectProblem(await raw(large), 413, 'tooLarge');
  });

  test.each([
    { 'content-type': 'text/plain' },
    { 'content-type': 'application/x-www-form-urlencoded' },
    { 'content-type': 'application/json; charset=latin1' },
    { 'content-encoding': 'gzip' },
  ])('%j: 415', async (headers) => {
    expectProblem(await raw('{}', headers), 415, 'wrongType');
  });
});

describe('bodies that are no registration', () => {
  const changes: readonly (readonly [string, Record<string, unknown>, string])[] = [
    ['an unknown field', { [MARKER]: 1 }, ''],
    ['a unit in the body (ACC-5)', { unit: 'centrum' }, ''],
    ['a role in the body (ACC-5)', { roles: ['supervisor'] }, ''],
    ['a wrong type', { inCustody: MARKER }, 'inCustody'],
    ['a missing field', { wish: undefined }, 'wish'],
    ['an empty narrative', { wish: '' }, 'wish'],
    ['a narrative too long', { wish: 'x'.repeat(8001) }, 'wish'],
    ['a NUL in a narrative', { wish: 'a\0b' }, 'wish'],
    ['half a surrogate pair', { wish: '\ud800' }, 'wish'],
    ['an instant with an offset', { receivedAt: '2026-03-02T09:00:00+01:00' }, 'receivedAt'],
    ['a day that does not exist', { receivedAt: '2026-02-30T09:00:00Z' }, 'receivedAt'],
    [
      'a wrong check digit',
      { applicant: { name: 'A', personalNumber: '199001012391' } },
      'applicant.personalNumber',
    ],
    [
      'a birth date that does not exist',
      { applicant: { name: 'A', personalNumber: '199002302391' } },
      'applicant.personalNumber',
    ],
    [
      'a name that turns the direction of writing',
      { applicant: { name: 'A\u202eB', personalNumber: '199001012391' } },
      'applicant.name',
    ],
    ['an action that opens nothing', { action: 'openInvestigation' }, 'action'],
    ['a channel that is no id', { channel: `${MARKER} <script>` }, 'channel'],
  ];
  test.each(changes)('%s: 400 with its place', async (_what, change, path) => {
    const response = await worker.post('/v1/cases', telephone(change));
    expectProblem(response, 400, 'invalid');
    expect((response.body as { errors: { path: string }[] }).errors.map((error) => error.path)).toContain(
      path,
    );
  });

  test.each([null, [], 'text', 7])('%j instead of an object: 400', async (body) => {
    expectProblem(await raw(JSON.stringify(body)), 400, 'invalid');
  });

  test('every fault is named, in the language asked for', async () => {
    const body = telephone({ wish: '', inCustody: 'yes' });
    const { body: problem } = await worker.post('/v1/cases', body, { headers: { 'accept-language': 'sv' } });
    const { errors, title } = problem as { errors: { path: string; message: string }[]; title: string };
    expect(errors.map(({ path }) => path).sort()).toEqual(['inCustody', 'wish']);
    expect(errors.map(({ message }) => message)).toContain('har fel typ');
    expect(title).toBe('Begäran kan inte förstås');
  });
});

describe('idempotency keys', () => {
  test.each([undefined, 'short', 'x'.repeat(129), 'with space in it'])('%s: 400', async (key) => {
    expectProblem(await worker.post('/v1/cases', telephone(), { key }), 400, 'keyNeeded');
  });
});

describe('addresses', () => {
  test('an unknown action is 404, whatever case is named', async () => {
    const ref = await newCase(worker);
    for (const name of [MARKER, 'openInvestigation', 'register-application', '__proto__', 'constructor']) {
      expectProblem(await worker.post(`/v1/cases/${ref}/actions/${name}`, {}), 404, 'notFound');
    }
  });

  test.each([
    `/${MARKER}`,
    '/v1',
    '/v1/cases/',
    '/V1/cases',
    '/v1/worklists/all',
    '/v1/cases/%zz',
    '/docs/index.html',
    '/docs/../package.json',
  ])('GET %s: 404', async (path) => {
    expectProblem(await worker.get(path), 404, 'notFound');
  });

  test.each([
    ['put', '/v1/cases', 'POST'],
    ['get', '/v1/cases', 'POST'],
    ['delete', '/v1/cases/c-0000000000000000', 'GET, HEAD'],
    ['patch', '/v1/worklists/mine', 'GET, HEAD'],
    ['post', '/healthz', 'GET, HEAD'],
  ] as const)('%s %s: 405 with what is allowed', async (method, path, allow) => {
    const response = await request(service.app)
      [method](path)
      .set({ authorization: `Bearer ${token}` });
    expectProblem(response, 405, 'wrongMethod');
    expect(response.headers['allow']).toBe(allow);
  });

  test.each([
    ['limit=0', 'limit'],
    ['limit=1000', 'limit'],
    ['limit=x', 'limit'],
    ['cursor=%00', 'cursor'],
    [`cursor=${Buffer.from(JSON.stringify([null, 'a\0'])).toString('base64url')}`, 'cursor'],
    ['dueBefore=0000-01-01T00:00:00Z', 'dueBefore'],
    [`cursor=${MARKER}`, 'cursor'],
    ['unit=centrum', ''],
    ['limit=1&limit=2', ''],
    ['dueBefore=tomorrow', 'dueBefore'],
  ])('worklist?%s: 400', async (query, path) => {
    const response = await worker.get(`/v1/worklists/mine?${query}`);
    expectProblem(response, 400, 'invalid');
    expect((response.body as { errors: { path: string }[] }).errors[0]?.path).toBe(path);
  });
});

describe('an action out of order', () => {
  test('is refused with every rule in the way, and leaves nothing', async () => {
    const ref = await newCase(worker);
    const response = await worker.post(`/v1/cases/${ref}/actions/request-threat-assessment`, {
      occasion: 'first',
    });
    expectProblem(response, 409, 'refused');
    const { rules } = response.body as { rules: { rule: string; why: string }[] };
    expect(rules.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['INT-4', 'INT-5']));
    expect(await service.deps.store.journal.load('sav', ref, 0)).toHaveLength(1);
  });

  test('CON-2 a consent to everything or to nobody is refused by its rule, not by its form', async () => {
    const ref = await newCase(worker);
    const consent = { form: 'oral', receivedBy: 'sav.caseworker', givenAt: '2026-03-02T08:50:00Z' };
    for (const scope of [
      { purpose: 'transfer', recipients: ['everyone'], categories: ['everything'] },
      { purpose: 'transfer', recipients: [], categories: [] },
    ]) {
      const response = await worker.post(`/v1/cases/${ref}/actions/give-consent`, { ...consent, ...scope });
      expectProblem(response, 409, 'refused');
      expect(response.text).toContain('CON-2');
    }
  });
});

test('nothing of all this was a fault of the service', () => {
  expect(service.reports).toEqual([]);
});
