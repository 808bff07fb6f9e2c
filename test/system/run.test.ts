import { createServer } from 'node:net';

import { prepareService, run } from './service';
import type { Service } from './service';

/** The service as a new user meets it: start, the two stories, a second start, stop, start again. */
describe('npm start and npm run demo', () => {
  let service: Service;

  beforeAll(async () => {
    service = await prepareService();
    await service.start();
  }, 120_000);

  afterAll(async () => {
    await service.remove();
  });

  test('INT-5 CON-11 TRF-6 CON-8 RSP-1 RSP-3: both stories end as the routine says, twice', async () => {
    for (const time of ['first', 'second']) {
      const demo = await run('dev/demo.ts', [], service.env);
      expect(`${time}: ${demo.output}`).toContain('Both stories ended as the routine says.');
      expect(demo.code).toBe(0);
    }
  }, 240_000);

  test('a second start says that one runs, where, and exits', async () => {
    const second = await run('dev/start.ts', [], service.env);
    expect(second.code).toBe(1);
    expect(second.output).toContain(service.file().api);
  }, 60_000);

  test('after a stop the next start goes on where the cases were', async () => {
    const token = service.file().tokens['sav.caseworker'] ?? '';
    const list = async (): Promise<unknown> => {
      const answer = await fetch(`${service.file().api}/v1/worklists/mine?limit=50`, {
        headers: { authorization: `Bearer ${token}` },
      });
      return answer.json();
    };
    const before = await list();
    const stopped = await service.stop();
    expect(stopped.code).toBe(0);
    await service.start();
    expect(await list()).toEqual(before);
  }, 120_000);

  test('a taken port is named with the way out', async () => {
    const other = await prepareService();
    const taken = createServer().listen(Number(other.env['SLUSS_API_PORT']), '127.0.0.1');
    try {
      const refused = await run('dev/start.ts', [], other.env);
      expect(refused.code).toBe(1);
      expect(refused.output).toContain('SLUSS_API_PORT');
    } finally {
      taken.close();
      await other.remove();
    }
  }, 60_000);

  test('UPP-6: a broken profile stops the start with every fault named', async () => {
    const other = await prepareService();
    const refused = await run('dev/start.ts', [], {
      ...other.env,
      SLUSS_PROFILE: 'test/system/broken-profile.json',
    });
    expect(refused.code).toBe(1);
    expect(refused.output).toContain('minimumAge');
    expect(refused.output).toContain('reminderJitterSeconds');
    await other.remove();
  }, 60_000);
});
