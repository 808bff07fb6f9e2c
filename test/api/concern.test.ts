import type { Person } from './support/asking';
import { staff } from './support/asking';
import { personalNumber } from './support/bodies';
import { domainGateway } from './support/domain-gateway';
import type { Service } from './support/service';
import { profile } from './support/profile';
import { START, START_MS, openService } from './support/service';
import { act, newCase } from './support/stories';

let service: Service;
let worker: Person;
let district: Person;

beforeAll(async () => {
  service = await openService();
  worker = staff(service, 'sav', 'caseworker');
  district = staff(service, 'hisingen', 'caseworker');
}, START_MS);
afterAll(() => service.close());

const someone = { name: 'Invented Person', personalNumber: personalNumber('20060301') };
const report = {
  action: 'receiveConcernReport',
  receivedAt: '2026-03-02T08:30:00Z',
  text: 'Invented worry.',
};

interface Opened {
  readonly case: string;
}

describe('reports open cases of their own', () => {
  test('TRF-8 a district opens a case by a report; the text and the person are read by its caseworker alone', async () => {
    const { status, body } = await district.post('/v1/cases', { ...report, person: someone });
    expect(status).toBe(201);
    const read = await district.get(`/v1/cases/${(body as Opened).case}?identity=shown`);
    expect(read.body).toMatchObject({
      view: { kind: 'full', matter: 'concern', next: { code: 'handleConcern' } },
      person: { name: 'Invented Person', protectedIdentity: true },
    });
    expect(Object.values((read.body as { notes: object }).notes)).toEqual(['Invented worry.']);
    const { view } = read.body as { view: object };
    expect(JSON.stringify(view)).not.toMatch(/nvented|2006/);
    expect((await worker.get(`/v1/cases/${(body as Opened).case}`)).status).toBe(404);
  });

  test.each([
    { missing: 'the person', body: report },
    { missing: 'the text', body: { ...report, person: someone, text: undefined } },
    {
      missing: 'nothing, but with a person in two places',
      body: { ...report, person: someone, applicant: someone },
    },
  ])('a report that lacks $missing is no report', async ({ body }) => {
    expect((await district.post('/v1/cases', body)).status).toBe(400);
  });

  test('RSP-9 the home district opens its inquiry', async () => {
    const { body } = await district.post('/v1/cases', {
      ...{ action: 'startCompulsoryCareInquiry', at: '2026-03-02T08:30:00Z', person: someone },
    });
    const read = await district.get(`/v1/cases/${(body as Opened).case}?identity=shown`);
    expect(read.body).toMatchObject({ view: { matter: 'compulsoryCare', homeDistrict: 'hisingen' } });
  });

  test('CON-5 of the person only the ages to come that a ground asks about go further, and of older ones nothing', async () => {
    const run = jest.fn(service.deps.gateway.run);
    const app = service.but({ gateway: { run } });
    await district.post('/v1/cases', { ...report, person: someone }, { app });
    const older = { ...someone, personalNumber: personalNumber('19900101') };
    await district.post('/v1/cases', { ...report, person: older }, { app });
    const bodies = run.mock.calls.map(([{ action }]) => action.body);
    expect(bodies).toEqual([
      { receivedAt: '2026-03-02T08:30:00.000Z', agesToCome: { '21': '2027-03-01' } },
      { receivedAt: '2026-03-02T08:30:00.000Z' },
    ]);
    expect(JSON.stringify(run.mock.calls)).not.toMatch(/nvented|20060301/);
  });
});

test('RSP-15 AUD-1 AUD-4: the case’s log tells its supervisor what was done by its name, also what was refused', async () => {
  const ref = await newCase(worker);
  const concern = { at: '2026-03-02T08:45:00Z', text: 'Invented abuse.' };
  await act(worker, ref, 'record-compulsory-care-concern', concern);
  await worker.post(`/v1/cases/${ref}/actions/start-compulsory-care-inquiry`, { at: concern.at });
  const { body } = await staff(service, 'sav', 'supervisor').get(`/v1/cases/${ref}/access-log`);
  const lines = (body as { items: { action: string; outcome: string }[] }).items;
  const told = lines.map(({ action, outcome }) => `${action} ${outcome}`);
  expect(told.slice(1, 4).sort()).toEqual([
    'recordCompulsoryCareConcern accepted',
    'recordCompulsoryCareConcern done',
    'startCompulsoryCareInquiry refused',
  ]);
});

test('CON-4 CON-5 what an authority was told outside the service stands among the disclosures', async () => {
  const health = {
    id: 'clinic',
    kind: 'healthCare',
    name: { en: 'the clinic', sv: 'mottagningen' },
  } as const;
  const own = { ...profile(), authorities: [...profile().authorities, health] };
  const gateway = domainGateway(service.store.journal, own, () => START);
  const app = service.but({ profile: own, gateway });
  const ref = await newCase(worker);
  const narratives = { why: 'Invented need.', abuse: 'Invented abuse.', content: 'Invented content.' };
  const told = await worker.post(
    `/v1/cases/${ref}/actions/disclose-on-ground`,
    {
      ground: 'careOfSubstanceAbuser',
      recipient: 'clinic',
      categories: ['core', 'substanceAbuse'],
      ...narratives,
    },
    { app },
  );
  expect(told.status).toBe(200);
  expect(told.text).toContain('OSL (2009:400) 26 kap. 9 §');
  const { body } = await worker.get(`/v1/cases/${ref}/disclosures`, { app });
  expect((body as { items: object[] }).items).toMatchObject([
    {
      to: 'clinic',
      categories: ['core', 'substanceAbuse'],
      carriedBy: 'careOfSubstanceAbuser',
      ground: {
        statute: 'OSL (2009:400) 26 kap. 9 § första stycket',
        from: '2009-06-30',
        decidedBy: 'sav.caseworker',
      },
      state: 'sent',
    },
  ]);
});

test('CON-5 a ground needs its reason, whoever writes it', async () => {
  const ref = await newCase(worker);
  const body = {
    ground: 'childConcernReport',
    recipient: 'nordost',
    categories: ['child'],
    content: 'Invented.',
  };
  expect((await worker.post(`/v1/cases/${ref}/actions/disclose-on-ground`, body)).status).toBe(400);
  const stated = { ...body, why: 'Invented reason.' };
  expect((await worker.post(`/v1/cases/${ref}/actions/disclose-on-ground`, stated)).status).toBe(200);
  const list = await worker.get(`/v1/cases/${ref}/disclosures`);
  expect((list.body as { items: object[] }).items).toMatchObject([
    { state: 'waiting', ground: { statute: 'SoL (2025:400) 19 kap. 1 §', decidedBy: 'sav.caseworker' } },
  ]);
});
