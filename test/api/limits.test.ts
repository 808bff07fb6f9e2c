import request from 'supertest';

import { createLimits, networkOf, standardLimits } from '../../api/http/limits';
import { createApiMetrics } from '../../telemetry/api-metrics';
import { createThrottle } from '../../api/http/throttle';
import { staff } from './support/asking';
import type { Person } from './support/asking';
import type { Answered } from './support/contract';
import type { Service } from './support/service';
import { START_MS, openService } from './support/service';
import { newCase } from './support/stories';

let service: Service;
let foreign: string;

beforeAll(async () => {
  service = await openService();
  foreign = await newCase(staff(service, 'sav', 'caseworker'));
}, START_MS);
afterAll(() => service.close());

const MINUTE = 60_000;
const UNKNOWN = 'c-0000000000000000';

/** A service of its own with the shipped limits, on a clock that the test moves. */
function limited(change: { readonly trustedProxies?: readonly string[]; readonly perMinute?: number } = {}) {
  const clock = { ms: 0 };
  const metrics = createApiMetrics();
  const settings = { ...standardLimits, requestsPerMinute: change.perMinute ?? 10_000 };
  const { trustedProxies = [] } = change;
  const app = service.but({ limits: createLimits(settings, () => clock.ms), metrics, trustedProxies });
  return { app, clock, metrics };
}

function expectProblem({ status, body }: Answered, wanted: number, kind: string): void {
  expect([status, (body as { type: string }).type]).toEqual([wanted, `urn:sluss:problem:${kind}`]);
}

/** Asks for cases that are not there for the person, until all are asked for. */
async function miss(who: Person, cases: readonly string[], asked: object): Promise<readonly number[]> {
  const statuses: number[] = [];
  for (const ref of cases) statuses.push((await who.get(`/v1/cases/${ref}`, asked)).status);
  return statuses;
}

describe('CON-6: who asks again and again for what is not there is closed out for a while', () => {
  test.each([
    ['foreign', () => foreign],
    ['unknown', () => UNKNOWN],
  ])('%s cases count: the twentieth closes, whatever is asked next', async (_kind, ref) => {
    const { app, clock, metrics } = limited();
    const guesser = staff(service, 'hisingen', 'caseworker', 'hisingen.guesser');
    const twenty = Array.from({ length: 20 }, ref);
    expect(new Set(await miss(guesser, twenty, { app }))).toEqual(new Set([404]));

    const closed = await guesser.get('/v1/worklists/mine', { app });
    expectProblem(closed, 429, 'locked');
    expect(closed.headers['retry-after']).toBe('900');
    expect(await metrics.text()).toContain('sluss_identities_locked_total 1');
    expect(service.reports).toContainEqual({
      reference: 'hisingen/hisingen.guesser',
      fault: expect.objectContaining({ name: 'LockedAfterMisses' }) as unknown,
    });

    clock.ms += 14 * MINUTE;
    expect((await guesser.get('/v1/worklists/mine', { app })).status).toBe(429);
    clock.ms += MINUTE;
    expect((await guesser.get('/v1/worklists/mine', { app })).status).toBe(200);
  });

  test('changes count as readings do, and a case of one’s own does not', async () => {
    const { app } = limited();
    const worker = staff(service, 'sav', 'caseworker');
    const guesser = staff(service, 'hisingen', 'caseworker');
    for (let nth = 0; nth < 10; nth += 1) {
      await guesser.post(`/v1/cases/${foreign}/actions/open-investigation`, {}, { app });
      await guesser.get(`/v1/cases/${UNKNOWN}`, { app });
      await worker.get(`/v1/cases/${foreign}`, { app });
      await worker.get(`/v1/cases/${foreign}`, { app });
      await worker.get(`/v1/cases/${foreign}`, { app });
    }
    expect((await guesser.get('/v1/unit', { app })).status).toBe(429);
    expect((await worker.get('/v1/unit', { app })).status).toBe(200);
  });

  test('misses far apart are mistakes, and close nobody out', async () => {
    const { app, clock } = limited();
    const worker = staff(service, 'hisingen', 'caseworker');
    for (let nth = 0; nth < 40; nth += 1) {
      clock.ms += MINUTE;
      await worker.get(`/v1/cases/${UNKNOWN}`, { app });
    }
    expect((await worker.get('/v1/unit', { app })).status).toBe(200);
  });

  test('nobody is closed out by another’s misses', async () => {
    const { app } = limited();
    const twenty = Array.from({ length: 20 }, () => UNKNOWN);
    await miss(staff(service, 'hisingen', 'caseworker', 'hisingen.one'), twenty, { app });
    const other = staff(service, 'hisingen', 'caseworker', 'hisingen.two');
    expect((await other.get('/v1/unit', { app })).status).toBe(200);
  });
});

describe('too many requests', () => {
  test('of one identity: 429 with the time to wait, then it goes on', async () => {
    const { app, clock } = limited({ perMinute: 60 });
    const worker = staff(service, 'sav', 'caseworker');
    for (let nth = 0; nth < 60; nth += 1) await worker.get('/v1/unit', { app });
    clock.ms += MINUTE / 4;
    const refused = await worker.get('/v1/unit', { app });
    expectProblem(refused, 429, 'tooMany');
    expect(refused.headers['retry-after']).toBe('45');
    clock.ms += (MINUTE * 3) / 4;
    expect((await worker.get('/v1/unit', { app })).status).toBe(200);
  });

  test('of one address, whoever it says it is', async () => {
    const { app } = limited({ perMinute: 60 });
    const ask = (): Promise<Answered> => request(app).get('/healthz').then();
    for (let nth = 0; nth < 300; nth += 1) await ask();
    expectProblem(await ask(), 429, 'tooMany');
  });

  test('tokens that are not believed: 401, then 429, and all are counted; who has a token goes on', async () => {
    const { app, metrics } = limited();
    const ask = (): Promise<Answered> =>
      request(app).get('/v1/unit').set({ authorization: 'Bearer not.a.token' }).then();
    const statuses: number[] = [];
    for (let nth = 0; nth < 501; nth += 1) statuses.push((await ask()).status);
    expect([statuses[0], statuses[499], statuses[500]]).toEqual([401, 401, 429]);
    expect(await metrics.text()).toContain('sluss_tokens_refused_total{reason="malformed"} 501');
    expect((await staff(service, 'sav', 'caseworker').get('/v1/unit', { app })).status).toBe(200);
  });

  test('the address is the caller’s only where a trusted proxy says so', async () => {
    const from = (app: Service['app'], address: string): Promise<Answered> =>
      request(app).get('/healthz').set('x-forwarded-for', address).then();
    const behind = limited({ perMinute: 60, trustedProxies: ['127.0.0.0/8', '::ffff:127.0.0.1', '::1'] });
    const open = limited({ perMinute: 60 });
    for (let nth = 0; nth < 300; nth += 1) {
      await from(behind.app, '192.0.2.1');
      await from(open.app, '192.0.2.1');
    }
    expect((await from(behind.app, '192.0.2.1')).status).toBe(429);
    expect((await from(behind.app, '192.0.2.2')).status).toBe(200);
    expect((await from(open.app, '192.0.2.2')).status).toBe(429);
  });

  test('from ever new addresses fill no memory: the one that came first is forgotten', () => {
    const throttle = createThrottle({ max: 1, windowSeconds: 60 }, () => 0);
    throttle.take('first');
    throttle.take('first');
    expect(throttle.waitFor('first')).toBe(60);
    for (let nth = 0; nth < 10_000; nth += 1) throttle.take(nth.toString());
    expect(throttle.waitFor('first')).toBe(0);
  });

  test.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['192.0.2.1:50123', '192.0.2.1'],
    ['[2001:db8::1]:50123', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
  ])('%s counts as %s', (ip, network) => {
    expect(networkOf(ip)).toBe(network);
  });
});
