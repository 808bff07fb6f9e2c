import { staff } from './support/asking';
import type { Person } from './support/asking';
import { consentTo } from './support/bodies';
import type { Service } from './support/service';
import { START_MS, openService } from './support/service';
import { act, classifiable, newCase } from './support/stories';

let service: Service;
let worker: Person;
let other: Person;
let named: Person;
let unnamed: Person;

beforeAll(async () => {
  service = await openService();
  worker = staff(service, 'sav', 'caseworker');
  other = staff(service, 'sav', 'caseworker', 'sav.caseworker2');
  named = staff(service, 'sav', 'supervisor', 'sav.named');
  unnamed = staff(service, 'sav', 'supervisor');
}, START_MS);
afterAll(() => service.close());

/** One that Sav's named supervisor has classified, and nobody else of the supervisors is named in. */
async function special(): Promise<string> {
  const ref = await classifiable(worker);
  const body = { classification: 'special', otherCircumstances: 'Invented.' };
  await act(named, ref, 'classify-defector', body);
  return ref;
}

async function log(ref: string): Promise<readonly Record<string, unknown>[]> {
  const { body } = await named.get(`/v1/cases/${ref}/access-log?limit=100`);
  return (body as { items: Record<string, unknown>[] }).items;
}

const parts = ['/timeline', '/disclosures', '/access-log', '/transfer-preview?to=hisingen'];

describe('ACC-3: a case of a special defector over HTTP', () => {
  test('ACC-3: the unnamed supervisor reads the stub; everything else is answered as if there were no case', async () => {
    const ref = await special();
    const read = await unnamed.get(`/v1/cases/${ref}`);
    expect(read.body).toMatchObject({ view: { kind: 'stub', restricted: true }, notes: {} });
    expect(read.text).not.toContain('nvented');
    for (const path of parts) {
      const { status, body } = await unnamed.get(`/v1/cases/${ref}${path}`);
      const unknown = await unnamed.get(`/v1/cases/c-0000000000000000${path}`);
      expect([path, status, body]).toEqual([path, 404, unknown.body]);
      expect((await named.get(`/v1/cases/${ref}${path}`)).status).toBe(200);
    }
  });

  test('ACC-3: naming is offered and done, nothing else; it lets in and shuts out at once (ACC-4)', async () => {
    const ref = await special();
    const { body } = await unnamed.get(`/v1/cases/${ref}/actions`);
    expect((body as { actions: object[] }).actions).toEqual([
      expect.objectContaining({ action: 'assignCaseworker', possible: true }),
    ]);
    const path = `/v1/cases/${ref}/actions`;
    expect((await unnamed.post(`${path}/decide-handling`, {})).status).toBe(404);
    const naming = { person: 'sav.caseworker2', standIns: [], supervisors: ['sav.supervisor'] };
    const done = await unnamed.post(`${path}/assign-caseworker`, naming);
    expect(done.body).toMatchObject({ happened: [{ rules: ['ACC-2', 'ACC-4', 'FUP-6', 'ACC-3'] }] });
    const kinds = await Promise.all(
      [unnamed, other, named].map(async (who) => {
        const answer = (await who.get(`/v1/cases/${ref}`)).body as { view?: { kind: string } };
        return answer.view?.kind;
      }),
    );
    expect(kinds).toEqual(['full', 'full', 'stub']);
    expect((await worker.get(`/v1/cases/${ref}`)).status).toBe(404);
  });

  test('ACC-3 ACC-4: what was done before is not told again to who may only see the stub', async () => {
    const ref = await classifiable(worker);
    const path = `/v1/cases/${ref}/actions/set-home-district`;
    const body = { district: 'hisingen', basis: 'Invented.' };
    const key = 'told-before-it-was-special';
    expect((await unnamed.post(path, body, { key })).status).toBe(200);
    const classification = { classification: 'special', otherCircumstances: 'Invented.' };
    await act(named, ref, 'classify-defector', classification);
    expect((await unnamed.post(path, body, { key })).status).toBe(404);
  });

  test('ACC-3 AUD-1: every reading is marked for the review from the classification on, also of the stub', async () => {
    const ref = await special();
    await worker.get(`/v1/cases/${ref}`);
    await worker.get(`/v1/cases/${ref}/timeline`);
    await unnamed.get(`/v1/cases/${ref}`);
    await unnamed.get(`/v1/cases/${ref}/timeline`);
    await worker.post(`/v1/cases/${ref}/actions/open-investigation`, {});
    const lines = await log(ref);
    const marked = lines.filter(({ forReview }) => forReview === true);
    expect(marked.map(({ who, action, outcome }) => [who, action, outcome])).toEqual([
      ['sav.named', 'readAccessLog', 'answered'],
      ['sav.caseworker', 'openInvestigation', 'refused'],
      ['sav.supervisor', 'readTimeline', 'foreign'],
      ['sav.supervisor', 'readCase', 'answered'],
      ['sav.caseworker', 'readTimeline', 'answered'],
      ['sav.caseworker', 'readCase', 'answered'],
    ]);
    expect(lines).toContainEqual(expect.objectContaining({ action: 'recordCriterion', forReview: false }));
  });

  test('ACC-3 WRK-1: the unit’s lists tell an unnamed supervisor of the case, and not what is next in it', async () => {
    const ref = await special();
    await act(worker, ref, 'give-consent', consentTo('threatAssessment', ['las'], ['core']));
    await act(worker, ref, 'request-threat-assessment', { occasion: 'first' });
    const nextFor = async (who: Person): Promise<string | undefined> => {
      const { body } = await who.get('/v1/worklists/waiting?limit=100');
      return (body as { items: { case: string; next: string }[] }).items.find((row) => row.case === ref)
        ?.next;
    };
    await expect(nextFor(unnamed)).resolves.toBe(
      'Open to named staff only. Ask them, or name who is to have it.',
    );
    await expect(nextFor(named)).resolves.toBe('Wait for the police assessment');
  });
});

test('FUP-6: a unit’s staff read whom to turn to in it and whom it may assign, and of other units nothing', async () => {
  const { body } = await staff(service, 'hisingen', 'reception').get('/v1/unit');
  expect(body).toEqual({
    ...{ unit: 'hisingen', name: 'Hisingen social services', function: 'district' },
    functionAddress: 'mottagning.hisingen@example.org',
    contactPerson: 'hisingen.supervisor',
    competent: ['hisingen.caseworker', 'hisingen.caseworker2', 'hisingen.newcomer'],
  });
});

test('FUP-6: who is not marked competent is assigned nothing', async () => {
  const ref = await newCase(worker);
  const path = `/v1/cases/${ref}/actions/assign-caseworker`;
  const answer = await unnamed.post(path, { person: 'sav.reception', standIns: [] });
  expect(answer.status).toBe(409);
  expect(answer.body).toMatchObject({ rules: [{ rule: 'FUP-6' }] });
});
