import { randomUUID } from 'node:crypto';

import { staff } from './support/asking';
import type { Person } from './support/asking';
import type { Service } from './support/service';
import { START_MS, openService } from './support/service';
import { act, classifiable, newCase } from './support/stories';

const UNKNOWN = 'c-0000000000000000';
const HOME = 'set-home-district';
const home = { district: 'hisingen', basis: 'Invented.' };

let service: Service;
let first: Person;
let second: Person;
let colleague: Person;
let supervisor: Person;

beforeAll(async () => {
  service = await openService();
  first = staff(service, 'sav', 'caseworker');
  second = staff(service, 'sav', 'caseworker', 'sav.caseworker2');
  colleague = staff(service, 'sav', 'caseworker', 'sav.colleague');
  supervisor = staff(service, 'sav', 'supervisor');
}, START_MS);
afterAll(() => service.close());

const assign = (ref: string, person: string, standIns: readonly string[] = []) =>
  act(supervisor, ref, 'assign-caseworker', { person, standIns, supervisors: ['sav.supervisor'] });

const readings = ['', '/actions', '/timeline', '/disclosures', '/transfer-preview?to=hisingen'];

/** What somebody gets at every address of the case, and for a change, new or with a key from before. */
async function answersTo(who: Person, ref: string, key: string) {
  const at = `/v1/cases/${ref}`;
  const answers = await Promise.all(readings.map((path) => who.get(`${at}${path}`)));
  answers.push(await who.post(`${at}/actions/${HOME}`, home, { key }));
  answers.push(await who.post(`${at}/actions/${HOME}`, home));
  return answers.map(({ status, body }) => ({ status, body }));
}

async function expectNothing(who: Person, ref: string, key: string): Promise<void> {
  const answers = await answersTo(who, ref, key);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404]));
  expect(answers).toEqual(await answersTo(who, UNKNOWN, randomUUID()));
}

test('ACC-4 CON-6: the caseworker of before gets 404 from the next request on, also with a key from before', async () => {
  const ref = await newCase(first);
  const key = randomUUID();
  expect((await first.post(`/v1/cases/${ref}/actions/${HOME}`, home, { key })).status).toBe(200);
  await assign(ref, 'sav.caseworker2');
  await expectNothing(first, ref, key);
  const { body } = await first.get('/v1/worklists/mine?limit=100');
  expect(JSON.stringify(body)).not.toContain(ref);
  expect((await second.get(`/v1/cases/${ref}/timeline`)).status).toBe(200);
  // Whoever took over does not get the other one's answer for the same key, but does it anew.
  expect((await second.post(`/v1/cases/${ref}/actions/${HOME}`, home, { key })).status).toBe(200);
});

describe('ACC-3 ACC-4: stand-ins in a special defector’s case', () => {
  async function special(): Promise<string> {
    const ref = await classifiable(first);
    await assign(ref, 'sav.caseworker', ['sav.caseworker2']);
    await act(first, ref, 'classify-defector', {
      classification: 'special',
      otherCircumstances: 'Invented.',
    });
    return ref;
  }

  test('read and change it as its caseworker does, and each reading is marked; nobody else of the unit does', async () => {
    const ref = await special();
    const statuses = (await answersTo(second, ref, randomUUID())).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([200]));
    await expectNothing(colleague, ref, randomUUID());
    const { body } = await supervisor.get(`/v1/cases/${ref}/access-log?limit=100`);
    const { items } = body as { items: readonly { who: string; action: string; forReview: boolean }[] };
    const theirs = items.filter(({ who }) => who === 'sav.caseworker2');
    expect(theirs.length).toBeGreaterThan(readings.length);
    expect(theirs.filter(({ action, forReview }) => action.startsWith('read') && !forReview)).toEqual([]);
  });

  test('are shut out with the next request once they stand in no longer, whatever key they bring', async () => {
    const ref = await special();
    const key = randomUUID();
    expect((await second.post(`/v1/cases/${ref}/actions/${HOME}`, home, { key })).status).toBe(200);
    await assign(ref, 'sav.caseworker');
    await expectNothing(second, ref, key);
    expect((await first.get(`/v1/cases/${ref}`)).status).toBe(200);
  });
});
