import { KeyAway } from '../../security/key-away';
import { StoreAway } from '../../store/errors';
import type { Deps } from '../../api/deps';
import type { Person } from './support/asking';
import { staff } from './support/asking';
import { telephone } from './support/bodies';
import type { Service } from './support/service';
import { START_MS, openService, storeWith } from './support/service';
import { newCase } from './support/stories';

let service: Service;
let worker: Person;
let supervisor: Person;

beforeAll(async () => {
  service = await openService();
  worker = staff(service, 'sav', 'caseworker');
  supervisor = staff(service, 'sav', 'supervisor');
}, START_MS);
afterAll(() => service.close());

const away = (): Promise<never> => Promise.reject(new StoreAway(new Error('no connection to secret-host')));

/** The service with one part of its store away. */
function without(part: Partial<{ readonly [K in keyof Deps['store']]: Partial<Deps['store'][K]> }>) {
  const { store } = service.deps;
  const parts = Object.entries(part).map(([name, change]) => [
    name,
    { ...(store[name as keyof typeof store] as object), ...change },
  ]);
  return service.but({ store: storeWith(store, Object.fromEntries(parts) as Partial<Deps['store']>) });
}

describe('AUD-1: whoever asks for a case whose key is away', () => {
  const keyAway = (): Promise<never> => Promise.reject(new KeyAway('away', 'sav', 'case:c-a'));
  const readings = ['', '/actions', '/timeline', '/disclosures', '/access-log'];

  test.each(readings)(
    'GET /v1/cases/{case}%s: stands in the log, and is told what is missing',
    async (path) => {
      const ref = await newCase(worker);
      const app = without({ cases: { open: keyAway } });
      const write = jest.spyOn(service.store.accessLog, 'write');
      const { status, body } = await supervisor.get(`/v1/cases/${ref}${path}`, { app });
      expect([status, (body as { type: string }).type]).toEqual([503, 'urn:sluss:problem:keyAway']);
      expect(write.mock.calls).toMatchObject([[{ caseRef: ref, who: 'sav.supervisor', outcome: 'refused' }]]);
      write.mockRestore();
    },
  );

  test('where the unit’s own keys are away, no line can be sealed, and the answer is the same', async () => {
    const ref = await newCase(worker);
    const app = without({ cases: { open: keyAway }, accessLog: { write: keyAway } });
    const { status, body } = await worker.get(`/v1/cases/${ref}`, { app });
    expect([status, (body as { type: string }).type]).toEqual([503, 'urn:sluss:problem:keyAway']);
  });

  test('AUD-2: while the store is away as well, that is what is told', async () => {
    const app = without({ cases: { open: keyAway }, accessLog: { write: away } });
    const { body } = await worker.get(`/v1/cases/${await newCase(worker)}`, { app });
    expect((body as { type: string }).type).toBe('urn:sluss:problem:unavailable');
  });
});

describe('AUD-2 what cannot be logged is not answered', () => {
  const paths = ['', '/actions', '/timeline', '/disclosures', '/transfer-preview?to=hisingen', '/access-log'];
  test.each(paths)('GET /v1/cases/{case}%s: 503, nothing of the case in it', async (path) => {
    const ref = await newCase(worker);
    const app = without({ accessLog: { write: away } });
    const response = await supervisor.get(`/v1/cases/${ref}${path}`, { app });
    expect([response.status, response.headers['retry-after']]).toEqual([503, '5']);
    expect(Object.keys(response.body as object).sort()).toEqual([
      'detail',
      'errors',
      'rules',
      'status',
      'title',
      'type',
    ]);
    expect(response.headers['etag']).toBeUndefined();
  });

  test('a foreign case, a refusal and a list are not answered either', async () => {
    const ref = await newCase(worker);
    const app = without({ accessLog: { write: away } });
    const answers = [
      await worker.get('/v1/cases/c-0000000000000000', { app }),
      await worker.post(`/v1/cases/${ref}/actions/decide-handling`, {}, { app }),
      await worker.get('/v1/worklists/mine', { app }),
      await worker.get('/v1/notices', { app }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([503, 503, 503, 503]);
  });

  test('a change whose line is not stored goes to no workflow', async () => {
    const run = jest.fn();
    const { commands } = service.deps.store;
    const app = service.but({
      gateway: { run },
      store: storeWith(service.deps.store, { commands: { ...commands, accept: away } }),
    });
    expect((await worker.post('/v1/cases', telephone(), { app })).status).toBe(503);
    expect(run).not.toHaveBeenCalled();
  });
});

describe('store, keys or Temporal away: 503, and the same key has one effect later', () => {
  const broken: readonly (readonly [string, () => ReturnType<typeof without>])[] = [
    ['the case cannot be read', () => without({ cases: { open: away } })],
    ['the key cannot be looked up', () => without({ commands: { find: away } })],
    ['the record cannot be written', () => without({ commands: { accept: away } })],
    ['the step cannot be read back', () => without({ journal: { load: away } })],
    [
      'Temporal does not answer',
      () => service.but({ gateway: { run: () => Promise.resolve({ kind: 'unanswered' }) } }),
    ],
    [
      'the journal is away from the worker',
      () => service.but({ gateway: { run: () => Promise.resolve({ kind: 'unavailable' }) } }),
    ],
  ];
  test.each(broken)('%s', async (_what, app) => {
    const ref = await newCase(worker);
    const key = `key-${ref}`;
    const path = `/v1/cases/${ref}/actions/open-investigation`;
    const failed = await worker.post(path, {}, { app: app(), key });
    expect([failed.status, failed.headers['retry-after']]).toEqual([503, '5']);
    expect(failed.text).not.toContain('secret-host');
    expect((await worker.post(path, {}, { key })).status).toBe(200);
    expect(await service.deps.store.journal.load('sav', ref, 0)).toHaveLength(2);
  });

  test('the sign-in’s keys cannot be fetched', async () => {
    const keySet = () => Promise.reject(new Error('no route to secret-host'));
    const app = service.but({ tokens: { ...service.deps.tokens, keySet } });
    expect((await worker.get('/v1/worklists/mine', { app })).status).toBe(503);
  });
});

describe('what nobody thought of', () => {
  test('500 with a reference and nothing else; the operator’s log has the same reference', async () => {
    const app = without({ cases: { open: () => Promise.reject(new Error('secret-detail')) } });
    const response = await worker.get('/v1/cases/c-0000000000000000', { app });
    expect(response.status).toBe(500);
    expect(response.text).not.toContain('secret-detail');
    const { reference } = response.body as { reference: string };
    expect(service.reports.map((report) => report.reference)).toContain(reference);
  });

  test('rules that could not be asked are a fault, and a later try gets a new update id', async () => {
    const ref = await newCase(worker);
    const attempts: number[] = [];
    const app = service.but({
      gateway: {
        run: ({ attempt }) => {
          attempts.push(attempt);
          return Promise.resolve({ kind: 'fault' });
        },
      },
    });
    const path = `/v1/cases/${ref}/actions/open-investigation`;
    const key = `key-${ref}`;
    const answers = [await worker.post(path, {}, { app, key }), await worker.post(path, {}, { app, key })];
    expect(answers.map(({ status }) => status)).toEqual([500, 500]);
    expect(attempts).toEqual([0, 1]);
  });
});

test('a command refused when its turn came leaves no note behind and says its rules', async () => {
  const ref = await newCase(worker);
  const refusal = {
    kind: 'refused',
    obstacles: [{ rule: 'INT-6', why: { en: 'Moved on.', sv: 'Har ändrats.' } }],
  } as const;
  const app = service.but({ gateway: { run: () => Promise.resolve({ kind: 'refused', refusal }) } });
  const abandon = jest.spyOn(service.deps.store.commands, 'abandon');
  const body = { district: 'hisingen', basis: 'Invented.' };
  const response = await worker.post(`/v1/cases/${ref}/actions/set-home-district`, body, { app });
  expect(response.status).toBe(409);
  expect(response.body).toMatchObject({ rules: [{ rule: 'INT-6', why: 'Moved on.' }] });
  expect(abandon).toHaveBeenCalledTimes(1);
});
