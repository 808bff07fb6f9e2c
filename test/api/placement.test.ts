import type { Person } from './support/asking';
import { staff } from './support/asking';
import { consentTo, personalNumber } from './support/bodies';
import type { Service } from './support/service';
import { START_MS, openService } from './support/service';
import { act } from './support/stories';

let service: Service;
let district: Person;

beforeAll(async () => {
  service = await openService();
  district = staff(service, 'hisingen', 'caseworker');
}, START_MS);
afterAll(() => service.close());

const placement = {
  ...{ action: 'decideAcutePlacement', homeDistrict: 'hisingen', from: '2026-03-02' },
  ...{ provider: 'shelter', protectionLevel: 'high', costSekPerDay: 2400 },
  person: { name: 'Invented Person', personalNumber: personalNumber('19900101') },
};

interface Opened {
  readonly case: string;
}

describe('PLC-1: an acute placement opens a case of its own', () => {
  test('PLC-1 PLC-3 the decision is read by its caseworker; who it is about stands beside it', async () => {
    const { status, body } = await district.post('/v1/cases', placement);
    expect(status).toBe(201);
    const read = await district.get(`/v1/cases/${(body as Opened).case}?identity=shown`);
    expect(read.body).toMatchObject({
      view: {
        ...{ kind: 'full', matter: 'placement', homeDistrict: 'hisingen' },
        next: { code: 'recordPlacementInformation' },
        placement: { placements: [{ standing: 'running', decision: { ends: '2026-03-16T22:59:59.000Z' } }] },
      },
      person: { name: 'Invented Person', protectedIdentity: true },
    });
    expect(JSON.stringify((read.body as { view: object }).view)).not.toMatch(/nvented|1990/);
  });

  test.each([
    { given: 'an address', body: { ...placement, address: 'Exempelgatan 7' } },
    { given: 'an end', body: { ...placement, until: '2026-06-01' } },
    { given: 'no person', body: { ...placement, person: undefined } },
    { given: 'no home district', body: { ...placement, homeDistrict: undefined } },
  ])('PLC-3 PLC-7 a decision with $given is no request', async ({ body }) => {
    expect((await district.post('/v1/cases', body)).status).toBe(400);
  });

  test('PLC-1 PLC-7 refusals name the rules, all of them', async () => {
    const elsewhere = { ...placement, homeDistrict: 'nordost', provider: 'Exempelgatan' };
    const { status, body } = await district.post('/v1/cases', elsewhere);
    expect(status).toBe(409);
    expect(body).toMatchObject({ rules: [{ rule: 'PLC-1' }, { rule: 'PLC-7' }] });
  });

  test('FIN-1 CON-4 what financial assistance was told stands among the disclosures', async () => {
    const { body } = await district.post('/v1/cases', placement);
    const ref = (body as Opened).case;
    const authority = 'ekonomisktbistand';
    await act(district, ref, 'give-consent', consentTo('financialAssistance', [authority], ['core']));
    await act(district, ref, 'contact-financial-assistance', { authority, path: 'none', categories: [] });
    await act(district, ref, 'contact-financial-assistance', {
      ...{ authority, path: 'acute', categories: ['core'] },
    });
    const told = await district.get(`/v1/cases/${ref}/disclosures`);
    expect((told.body as { items: object[] }).items).toMatchObject([
      { to: authority, categories: ['core'], state: 'sent' },
    ]);
  });
});
