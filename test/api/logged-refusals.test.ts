import { randomUUID } from 'node:crypto';

import { createLimits, standardLimits } from '../../api/http/limits';
import type { AccessLine } from '../../store/access-log';
import { staff } from './support/asking';
import type { Person } from './support/asking';
import { telephone } from './support/bodies';
import type { Service } from './support/service';
import { START_MS, openService } from './support/service';
import { newCase } from './support/stories';

let service: Service;
let worker: Person;
let ref: string;
let lines: AccessLine[];

beforeAll(async () => {
  service = await openService();
  worker = staff(service, 'sav', 'caseworker');
  ref = await newCase(worker);
}, START_MS);
afterAll(() => service.close());

beforeEach(() => {
  lines = [];
  const { store } = service.deps;
  const { accessLog } = store;
  const { write } = accessLog;
  jest.spyOn(store, 'inOne').mockImplementation((_unit, work) => work(store));
  jest.spyOn(accessLog, 'write').mockImplementation(async (line) => {
    await write(line);
    lines.push(line);
  });
});
afterEach(() => {
  jest.restoreAllMocks();
});

describe('AUD-1: what is refused before the rules are asked leaves its line in the unit’s log', () => {
  const refused = { unit: 'sav', who: 'sav.caseworker', outcome: 'refused' };
  const path = () => `/v1/cases/${ref}/actions/open-investigation`;

  test('412: the case is no longer as it was read', async () => {
    const headers = { 'if-match': '"as-it-was"' };
    expect((await worker.post(path(), {}, { headers })).status).toBe(412);
    expect(lines).toMatchObject([{ ...refused, caseRef: ref, action: 'openInvestigation', rules: [] }]);
  });

  test('409: the key came with another request before', async () => {
    const key = randomUUID();
    expect((await worker.post('/v1/cases', telephone(), { key })).status).toBe(201);
    lines = [];
    expect((await worker.post(path(), {}, { key })).status).toBe(409);
    expect(lines).toMatchObject([{ ...refused, caseRef: ref, action: 'openInvestigation', rules: [] }]);
  });

  test('429: one line says that somebody is closed out; what is asked meanwhile is told by the counters alone', async () => {
    const app = service.but({ limits: createLimits(standardLimits, () => 0) });
    const guesser = staff(service, 'sav', 'caseworker', 'sav.guesser');
    const statuses: number[] = [];
    while (statuses.length < 25) {
      statuses.push((await guesser.get('/v1/cases/c-0000000000000001', { app })).status);
    }
    expect(statuses.slice(18)).toEqual([404, 404, 429, 429, 429, 429, 429]);
    expect(lines).toHaveLength(21);
    const locked = { ...refused, who: 'sav.guesser', action: 'locked', rules: ['CON-6'] };
    expect(lines).toContainEqual(expect.objectContaining(locked));
  });
});
