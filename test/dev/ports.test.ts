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

test('a taken port is named with the variable that changes it', async () => {
  const { api } = readPorts({ SLUSS_API_PORT: String(port) });
  await expect(checkPorts([api])).rejects.toThrow(
    `Port ${port} (API) is taken. Choose another: SLUSS_API_PORT=`,
  );
  await expect(isAnswering(port)).resolves.toBe(true);
});

test('one port for two purposes is named with both', async () => {
  const { api, temporal } = readPorts({ SLUSS_API_PORT: '7233' });
  await expect(checkPorts([api, temporal])).rejects.toThrow(/both API and Temporal/);
});

test.each(['abc', '0', '65536', '80.5', '-1'])('"%s" is no port', (text) => {
  expect(() => readPorts({ SLUSS_API_PORT: text })).toThrow(/SLUSS_API_PORT/);
});

test('without a variable the standard port holds', () => {
  expect(readPorts({}).temporal.port).toBe(7233);
});
