import { createServer } from 'node:net';
import { join } from 'node:path';

import { askedPolice, police, standingOf } from './police-command';
import { prepareService, run } from './service';
import type { Service } from './service';

/** The service as a new user meets it: start, the two stories, a second start, stop, start again. */
describe('npm start and npm run demo', () => {
  let service: Service;

  beforeAll(async () => {
    service = await prepareService();
    await service.start();
  });

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

  test('AUD-3: after the stories npm run log:verify finds every log sound, the service’s own database and keys by itself', async () => {
    const { code, output } = await run('worker/log-main.ts', ['verify'], service.env);
    expect([code, output]).toEqual([0, expect.stringMatching(/^sav: sound\. [1-9]/m)]);
    expect(output).toMatch(/^unaddressed: sound\./m);
  });

  test('PIN-1 PIN-2 PIN-3: an integrator sends an assessment by the command, sends it again, and asks what became of it', async () => {
    const { reference, answers } = await askedPolice(service);
    const letter = [
      'send',
      '--as',
      'las',
      '--reference',
      reference,
      '--id',
      'p-by-command',
      '--nature',
      'latent',
    ];
    const wrong = await police(service, ...letter, '--level', 'medium', '--grounds', 'Invented.');
    expect([wrong.code, wrong.output]).toEqual([1, expect.stringMatching(/^ {2}level: /m)]);
    const asked = await police(service, 'requests');
    expect([asked.code, asked.output]).toEqual([
      0,
      expect.stringContaining(`--as las --reference ${reference} `),
    ]);
    for (const time of ['first', 'again']) {
      const sent = await police(service, ...letter, '--level', 'low', '--grounds', 'Invented.');
      expect([time, sent.code, sent.output]).toEqual([time, 0, expect.stringContaining('202: taken')]);
    }
    expect(await standingOf(service, 'p-by-command')).toMatch(/^recorded/);
    expect(await answers()).toEqual([1]);
  });

  test('PIN-1: a key that the municipality has not registered is refused, and the command says what to look at', async () => {
    const key = join(service.stateDir, 'own', 'las.pem');
    const made = await police(service, 'key', '--as', 'las', '--out', key, '--json');
    const { keyId, publicKey } = JSON.parse(made.output) as { keyId: string; publicKey: { x: string } };
    expect(publicKey).toMatchObject({ kty: 'OKP', crv: 'Ed25519' });
    expect(publicKey.x).toMatch(/^[\w-]{43}$/);
    const asked = await police(
      service,
      'standing',
      '--as',
      'las',
      '--key',
      key,
      '--key-id',
      keyId,
      'p-by-command',
    );
    expect([asked.code, asked.output]).toEqual([1, expect.stringContaining('Is the key registered')]);
  });

  test('a second start says that one runs, where, and exits', async () => {
    const second = await run('dev/start.ts', [], service.env);
    expect(second.code).toBe(1);
    expect(second.output).toContain(service.file().api);
    expect(second.output).toMatch(/^Tokens .*service\.json\nStop it: /m);
  });

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
  });

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
  });

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
  });
});
