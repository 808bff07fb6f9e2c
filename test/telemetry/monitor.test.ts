import { monitorIn, startMonitor } from '../../telemetry/monitor';
import type { Monitor } from '../../telemetry/monitor';
import { processRegistry } from '../../telemetry/registry';

describe('what a process tells of itself', () => {
  let monitor: Monitor;
  let isStoreAway = false;

  beforeAll(async () => {
    const registry = processRegistry();
    monitor = await startMonitor({
      host: '127.0.0.1',
      port: 0,
      checks: () => ({
        store: () => (isStoreAway ? Promise.reject(new Error('connect ECONNREFUSED')) : Promise.resolve()),
        temporal: () => Promise.resolve(),
      }),
      metrics: () => registry.metrics(),
    });
  });

  afterAll(async () => {
    await monitor.close();
  });

  async function ask(path: string, method = 'GET'): Promise<{ status: number; type: string; text: string }> {
    const response = await fetch(`${monitor.url}${path}`, { method });
    return {
      status: response.status,
      type: response.headers.get('content-type') ?? '',
      text: await response.text(),
    };
  }

  test('it lives, and is ready while everything that it needs answers', async () => {
    expect(await ask('/healthz')).toMatchObject({ status: 200, text: '{"status":"ok"}' });
    expect(await ask('/readyz')).toMatchObject({
      status: 200,
      text: '{"status":"ready","checks":{"store":"ok","temporal":"ok"}}',
    });
  });

  test('it is not ready while something does not answer, names it, and repeats no word of the fault', async () => {
    isStoreAway = true;
    const { status, text } = await ask('/readyz');
    isStoreAway = false;
    expect(status).toBe(503);
    expect(text).toBe('{"status":"notReady","checks":{"store":"failed","temporal":"ok"}}');
  });

  test('its metrics are in Prometheus’ text format', async () => {
    const { status, type, text } = await ask('/metrics');
    expect(status).toBe(200);
    expect(type).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(text).toMatch(/^process_resident_memory_bytes \d+$/m);
  });

  test('it has no other address, and takes nothing', async () => {
    expect((await ask('/v1/cases')).status).toBe(404);
    expect((await ask('/metrics', 'POST')).status).toBe(405);
  });
});

describe('a process that is in several networks', () => {
  const named = { SLUSS_MONITOR_HOST: '0.0.0.0', SLUSS_MONITOR_NETWORKS: '127.0.0.1, 172.31.252.0/24' };

  test('answers in those that are named, and who calls in another gets no word', async () => {
    const monitor = await startMonitor({
      ...monitorIn(named),
      checks: () => ({}),
      metrics: () => Promise.resolve(''),
    });
    const { port } = new URL(monitor.url);
    const ask = (host: string): Promise<number> =>
      fetch(`http://${host}:${port}/healthz`).then(
        ({ status }) => status,
        () => 0,
      );
    expect(await ask('127.0.0.1')).toBe(200);
    expect(await ask('127.0.0.2')).toBe(0);
    await monitor.close();
  });

  test.each(['everywhere', '127.0.0.1/33', '127.0.0.1/', '10.0.0.0/8/8', '::1/129'])(
    'does not start with a network that is none: %s',
    (network) => {
      expect(() => monitorIn({ ...named, SLUSS_MONITOR_NETWORKS: network })).toThrow(
        /SLUSS_MONITOR_NETWORKS must list/,
      );
    },
  );
});
