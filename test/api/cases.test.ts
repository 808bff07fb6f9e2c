import type { Person } from './support/asking';
import { staff } from './support/asking';
import { consentTo, personalNumber, telephone } from './support/bodies';
import type { Service } from './support/service';
import { START_MS, openService } from './support/service';
import { act, newCase } from './support/stories';

let service: Service;
let worker: Person;
let supervisor: Person;
const nobody = 'c-0000000000000000';

beforeAll(async () => {
  service = await openService();
  worker = staff(service, 'sav', 'caseworker');
  supervisor = staff(service, 'sav', 'supervisor');
}, START_MS);
afterAll(() => service.close());

interface Answer {
  readonly rules: readonly { readonly rule: string; readonly why: string }[];
  readonly [name: string]: unknown;
}
const rulesOf = (body: unknown): readonly string[] => (body as Answer).rules.map(({ rule }) => rule);

describe('opening a case', () => {
  test('WRK-3 answers what happened, in words, and where to read it', async () => {
    const opened = await worker.post('/v1/cases', telephone());
    expect(opened.status).toBe(201);
    const { case: ref, happened } = opened.body as {
      case: string;
      happened: { rules: string[]; what: string }[];
    };
    expect(opened.headers['location']).toBe(`/v1/cases/${ref}`);
    expect(happened[0]?.rules).toContain('INT-2');
    expect(happened[0]?.what).not.toBe('');
  });

  test('shows person and wish to its caseworker, and neither in the view itself', async () => {
    const read = await worker.get(`/v1/cases/${await newCase(worker)}?identity=shown`);
    const { person, notes, view } = read.body as {
      person: object;
      notes: Record<string, string>;
      view: object;
    };
    expect(person).toMatchObject({ name: 'Invented Person', protectedIdentity: true });
    expect(Object.values(notes)).toEqual(['Wants to leave (invented).']);
    expect(JSON.stringify(view)).not.toContain('nvented');
  });

  test('DEF-1 refuses a person under 20 on the local day of receipt', async () => {
    // Twenty on 3 March: in Göteborg that day has begun at 23:30 UTC on the 2nd, and not at 22:30.
    const applicant = { name: 'Young Person', personalNumber: personalNumber('20060303') };
    service.clock.now = '2026-03-03T08:00:00.000Z';
    const early = await worker.post(
      '/v1/cases',
      telephone({ applicant, receivedAt: '2026-03-02T22:30:00Z' }),
    );
    const late = await worker.post('/v1/cases', telephone({ applicant, receivedAt: '2026-03-02T23:30:00Z' }));
    expect([early.status, rulesOf(early.body)]).toEqual([409, ['DEF-1']]);
    expect(late.status).toBe(201);
  });
});

describe('the whole case', () => {
  test('WRK-2 offers what can be done, and for the rest the rules in the way', async () => {
    const ref = await newCase(worker);
    const { body } = await worker.get(`/v1/cases/${ref}/actions`);
    const { actions } = body as {
      actions: readonly (Answer & { action: string; possible: boolean; href: string })[];
    };
    const ask = actions.find(({ action }) => action === 'requestThreatAssessment');
    expect(ask?.possible).toBe(false);
    expect(rulesOf(ask)).toEqual(expect.arrayContaining(['INT-4', 'INT-5']));
    expect(ask?.href).toBe(`/v1/cases/${ref}/actions/request-threat-assessment`);
  });

  test('WRK-3 the timeline speaks the language asked for', async () => {
    const ref = await newCase(worker);
    const texts = await Promise.all(
      ['sv-SE,sv;q=0.9,en;q=0.1', 'en', 'fi'].map(async (language) => {
        const read = await worker.get(`/v1/cases/${ref}/timeline`, {
          headers: { 'accept-language': language },
        });
        return [
          read.headers['content-language'],
          (read.body as { items: { what: string }[] }).items[0]?.what,
        ];
      }),
    );
    expect(texts.map(([language]) => language)).toEqual(['sv', 'en', 'en']);
    expect(texts[0]?.[1]).not.toBe(texts[1]?.[1]);
  });

  test('TRF-2 the preview lists what would go and what would stay, and changes nothing', async () => {
    const ref = await newCase(worker);
    await act(worker, ref, 'give-consent', consentTo('transfer', ['hisingen'], ['core']));
    const before = await worker.get(`/v1/cases/${ref}`);
    const { body } = await worker.get(`/v1/cases/${ref}/transfer-preview?to=hisingen`);
    const { goes } = body as { goes: { category: string }[] };
    expect(goes.map(({ category }) => category)).toEqual(['core']);
    expect((await worker.get(`/v1/cases/${ref}`)).headers['etag']).toBe(before.headers['etag']);
  });

  test('CON-4 disclosures show what was asked of the police and under which consent', async () => {
    const ref = await newCase(worker);
    await act(worker, ref, 'open-investigation', {});
    await act(worker, ref, 'give-consent', consentTo('threatAssessment', ['las'], ['core']));
    await act(worker, ref, 'request-threat-assessment', { occasion: 'first' });
    const { body } = await worker.get(`/v1/cases/${ref}/disclosures`);
    expect((body as { items: object[] }).items).toMatchObject([
      { to: 'las', categories: ['core'], state: 'waiting' },
    ]);
  });

  test('AUD-1 AUD-4 the access log shows reads, changes and refusals to the supervisor', async () => {
    const ref = await newCase(worker);
    await worker.get(`/v1/cases/${ref}`);
    await worker.post(`/v1/cases/${ref}/actions/decide-handling`, {});
    const { body } = await supervisor.get(`/v1/cases/${ref}/access-log`);
    const lines = (body as { items: { action: string; outcome: string; who: string }[] }).items;
    expect(lines).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ action: 'readCase', outcome: 'answered', who: 'sav.caseworker' }),
        expect.objectContaining({ action: 'registerApplication', outcome: 'accepted' }),
        expect.objectContaining({ action: 'decideHandling', outcome: 'refused' }),
        expect.objectContaining({ action: 'readAccessLog', who: 'sav.supervisor' }),
      ]),
    );
  });
});

describe('CON-6 ACC-1 a foreign case', () => {
  const paths = ['', '/actions', '/timeline', '/disclosures', '/transfer-preview?to=hisingen'];
  test.each(paths)('GET …%s answers byte for byte as for one that does not exist', async (path) => {
    const ref = await newCase(worker);
    const stranger = staff(service, 'centrum', 'supervisor');
    const [foreign, unknown, malformed] = await Promise.all(
      [ref, nobody, 'x'].map((name) => stranger.get(`/v1/cases/${name}${path}`)),
    );
    expect(foreign?.status).toBe(404);
    expect(foreign?.text).toBe(unknown?.text);
    expect(foreign?.text).toBe(malformed?.text);
    const headersOf = (response: typeof foreign) => ({ ...response?.headers, date: '' });
    expect(headersOf(foreign)).toEqual(headersOf(unknown));
  });

  test('an action: no key, note or workflow is touched, with or without Idempotency-Key', async () => {
    const ref = await newCase(worker);
    const stranger = staff(service, 'centrum', 'caseworker');
    const run = jest.fn();
    const app = service.but({ gateway: { run } });
    const answers = await Promise.all(
      [ref, nobody].map((name) => stranger.post(`/v1/cases/${name}/actions/open-investigation`, {}, { app })),
    );
    const keyless = await Promise.all(
      [ref, nobody].map((name) =>
        stranger.post(`/v1/cases/${name}/actions/open-investigation`, {}, { app, key: undefined }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([404, 404]);
    expect(answers[0]?.text).toBe(answers[1]?.text);
    expect(keyless.map(({ status }) => status)).toEqual([400, 400]);
    expect(keyless[0]?.text).toBe(keyless[1]?.text);
    expect(run).not.toHaveBeenCalled();
  });

  test('ACC-2 a colleague without part in the case gets the foreign answer', async () => {
    const ref = await newCase(worker);
    const colleague = staff(service, 'sav', 'caseworker', 'sav.caseworker2');
    expect((await colleague.get(`/v1/cases/${ref}`)).status).toBe(404);
    await act(supervisor, ref, 'assign-caseworker', { person: 'sav.caseworker2', standIns: [] });
    expect((await colleague.get(`/v1/cases/${ref}`)).status).toBe(200);
    // ACC-4: the change takes effect at once.
    expect((await worker.get(`/v1/cases/${ref}`)).status).toBe(404);
  });
});

describe('ETag and If-Match', () => {
  test('412 when the case has changed, and nothing is done; the tag is no number', async () => {
    const ref = await newCase(worker);
    const { headers } = await worker.get(`/v1/cases/${ref}`);
    const etag = String(headers['etag']);
    expect(etag).toMatch(/^"[\w-]{22}"$/);
    await act(worker, ref, 'open-investigation', {});
    const path = `/v1/cases/${ref}/actions/set-home-district`;
    const body = { district: 'hisingen', basis: 'Invented.' };
    const stale = await worker.post(path, body, { headers: { 'if-match': etag } });
    expect(stale.status).toBe(412);
    const fresh = String((await worker.get(`/v1/cases/${ref}`)).headers['etag']);
    const done = await worker.post(path, body, { headers: { 'if-match': fresh } });
    expect(done.status).toBe(200);
    expect((await worker.get(`/v1/cases/${ref}`)).headers['etag']).toBe(done.headers['etag']);
  });
});

describe('worklists', () => {
  test('WRK-1 each row says what is next in words, in pages that meet', async () => {
    const fresh = staff(service, 'sav', 'caseworker', 'sav.newcomer');
    const refs = [await newCase(fresh), await newCase(fresh), await newCase(fresh)];
    const first = (await fresh.get('/v1/worklists/mine?limit=2')).body as {
      items: { case: string; next: string }[];
      next: string;
    };
    const second = (await fresh.get(`/v1/worklists/mine?limit=2&cursor=${first.next}`)).body as typeof first;
    const seen = [...first.items, ...second.items];
    expect(seen.map(({ case: ref }) => ref).sort()).toEqual([...refs].sort());
    expect(seen[0]?.next).toBe('Open the investigation');
    expect(second.next).toBeUndefined();
  });

  test('CON-6 no other unit’s case is in any list', async () => {
    await newCase(worker);
    const stranger = staff(service, 'nordost', 'supervisor');
    for (const name of ['mine', 'unassigned', 'our-receipt', 'waiting', 'due-soon', 'overdue']) {
      const { body } = await stranger.get(`/v1/worklists/${name}`);
      expect((body as { items: unknown[] }).items).toEqual([]);
    }
  });
});

test('NTF-1 notices: none at first, and one that is not the reader’s cannot be settled', async () => {
  expect((await worker.get('/v1/notices')).body).toEqual({ items: [] });
  expect((await worker.post('/v1/notices/n-none/settle', {})).status).toBe(404);
});
