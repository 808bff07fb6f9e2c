import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';

import { checkPorts, isAnswering, readPorts } from '../../dev/ports';

let taken: Server;
let port: number;

beforeAll(async () => {
  taken = createServer();
  await new Promise<void>((resolve) => {
    taken.listen(0, '127.0.0.1', resolve);
  });
  port = (taken.address() as AddressInfo).port;
});

afterAll(async () => {
  await new Promise((resolve) => taken.close(resolve));
});

/** What a start is refused with, and the ports that its last line would take. */
async function refused(
  wanted: Parameters<typeof checkPorts>[0],
): Promise<{ readonly said: string; readonly settings: Readonly<Record<string, string>> }> {
  const said = await checkPorts(wanted).then(
    () => '',
    (error: unknown) => (error as Error).message,
  );
  const [, line = ''] = /^Start it on free ports: (.*) npm start$/m.exec(said) ?? [];
  return {
    said,
    settings: Object.fromEntries(line.split(' ').map((pair) => pair.split('='))) as Record<string, string>,
  };
}

test('a taken port is named, with a line that starts the service on free ones', async () => {
  const { api, temporal } = readPorts({
    SLUSS_API_PORT: String(port),
    SLUSS_TEMPORAL_PORT: String(port + 1),
  });
  const { said, settings } = await refused([api, temporal]);
  expect(said).toContain(`Port ${port} (API) is taken.`);
  expect(Object.keys(settings)).toEqual(['SLUSS_API_PORT', 'SLUSS_TEMPORAL_PORT']);
  await expect(checkPorts(Object.values(readPorts(settings)).slice(0, 2))).resolves.toBeUndefined();
  await expect(isAnswering(port)).resolves.toBe(true);
});

test('one port for two purposes is named with both', async () => {
  const { api, temporal } = readPorts({ SLUSS_API_PORT: '7233' });
  const { said, settings } = await refused([api, temporal]);
  expect(said).toContain('both API and Temporal');
  expect(settings['SLUSS_API_PORT']).not.toBe(settings['SLUSS_TEMPORAL_PORT'] ?? '7233');
});

test.each(['abc', '0', '65536', '80.5', '-1'])('"%s" is no port', (text) => {
  expect(() => readPorts({ SLUSS_API_PORT: text })).toThrow(/SLUSS_API_PORT/);
});

test('without a variable the standard port holds', () => {
  expect(readPorts({}).temporal.port).toBe(7233);
});
