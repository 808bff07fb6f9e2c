import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';

import { createHttpServer } from '../../api/http/server';
import { staff } from './support/asking';
import type { Service } from './support/service';
import { START_MS, openService } from './support/service';

let service: Service;
let server: Server;
let token: string;

beforeAll(async () => {
  service = await openService();
  token = await service.token(staff(service, 'sav', 'caseworker').reader);
  server = createHttpServer(service.app, { headersMs: 300, requestMs: 600, checkMs: 50 });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
}, START_MS);
afterAll(async () => {
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
  await service.close();
});

/** Sends bytes as they are and gives everything that came back until the server ended it. */
async function send(text: string): Promise<string> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    let came = '';
    socket.on('data', (chunk) => {
      came += chunk.toString('utf8');
    });
    socket.on('close', () => {
      resolve(came);
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ECONNRESET') reject(error);
    });
  });
}

const lines = (...list: readonly string[]): string => `${list.join('\r\n')}\r\n`;
const head = (target: string, ...more: readonly string[]): string =>
  lines(`GET ${target} HTTP/1.1`, 'Host: sluss.example', 'Connection: close', ...more, '');
const post = (...more: readonly string[]): string =>
  lines(
    'POST /v1/cases HTTP/1.1',
    'Host: sluss.example',
    `Authorization: Bearer ${token}`,
    'Content-Type: application/json',
    ...more,
    '',
  );

/** One answer with its status and nothing that tells how the service is made. */
function expectOne(came: string, status: number, kind: string): void {
  expect(came.split('HTTP/1.1 ')).toHaveLength(2);
  expect(came).toMatch(new RegExp(`^HTTP/1\\.1 ${status.toString()} `));
  expect(came).toContain(`urn:sluss:problem:${kind}`);
  expect(came.toLowerCase()).toContain('cache-control: no-store');
  expect(came).not.toMatch(/\.ts|node_modules|HPE_|at \w+ \(/);
}

describe('requests of which two servers could read two things', () => {
  test.each([
    ['two lengths', post('Content-Length: 2', 'Content-Length: 30') + '{}'],
    ['a length beside chunks', post('Content-Length: 4', 'Transfer-Encoding: chunked') + '0\r\n\r\n'],
    ['chunks and something else', post('Transfer-Encoding: chunked, identity') + '0\r\n\r\n'],
    ['a bare line feed between headers', 'GET /healthz HTTP/1.1\nHost: sluss.example\n\n'],
    ['a space before the colon', head('/healthz', 'Content-Length : 3')],
    ['a folded header', head('/healthz', 'X-One: a', ' b')],
    ['a length that is no number', post('Content-Length: +2') + '{}'],
    ['no host', lines('GET /healthz HTTP/1.1', 'Connection: close', '')],
    ['no HTTP at all', 'hello\r\n\r\n'],
    ['another protocol', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ])('%s: 400 and the connection ends', async (_what, bytes) => {
    const came = await send(bytes);
    expect(came.split('HTTP/1.1 ')).toHaveLength(2);
    expect(came).toMatch(/^HTTP\/1\.1 400 /);
  });

  test.each([
    ['two tokens', head('/v1/unit', 'Authorization: Bearer a', 'Authorization: Bearer b')],
    ['two hosts', head('/healthz', 'Host: other.example')],
    ['a target with another host', head('http://other.example/healthz')],
    ['a target that is no path', head('*')],
  ])('%s: 400 as any other problem', async (_what, bytes) => {
    expectOne(await send(bytes), 400, 'badRequest');
  });

  test('a second request hidden in a body is none', async () => {
    const hidden = 'GET /v1/unit HTTP/1.1\r\nHost: x\r\n\r\n';
    const came = await send(
      post(`Content-Length: ${hidden.length.toString()}`, 'Connection: close') + hidden,
    );
    expectOne(came, 400, 'malformed');
  });

  test('a method in a header is not believed', async () => {
    const came = await send(head('/healthz', 'X-HTTP-Method-Override: POST', 'X-Method-Override: DELETE'));
    expect(came).toMatch(/^HTTP\/1\.1 200 /);
  });

  test('an offer to change the protocol is not taken up', async () => {
    const came = await send(head('/healthz', 'Upgrade: h2c', 'HTTP2-Settings: AAMAAABkAAQAAP__'));
    expect(came).toMatch(/^HTTP\/1\.1 200 /);
  });
});

describe('clients that want to tie the service up', () => {
  test('headers that never end: 408', async () => {
    expectOne(await send('GET /healthz HTTP/1.1\r\nHost: sluss.example\r\nX-Slow: '), 408, 'tooSlow');
  });

  test('a body that never ends: 408, and no fault is reported', async () => {
    expectOne(await send(post('Content-Length: 100') + '{"action":'), 408, 'tooSlow');
    expect(service.reports).toEqual([]);
  });

  test.each([
    ['ten thousand headers', Array.from({ length: 10_000 }, (_item, nth) => `X-${nth.toString()}: a`)],
    ['one long header', [`X-Long: ${'a'.repeat(20_000)}`]],
    ['more than a hundred', Array.from({ length: 101 }, (_item, nth) => `X-${nth.toString()}: a`)],
  ])('%s: 431', async (_what, headers) => {
    expectOne(await send(head('/healthz', ...headers)), 431, 'headersTooLarge');
  });

  test('a client that leaves in the middle of its body is no fault of the service', async () => {
    const { port } = server.address() as AddressInfo;
    await new Promise<void>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.write(post('Content-Length: 100') + '{"action":', () => socket.destroy());
      });
      socket.on('close', () => {
        resolve();
      });
    });
    expect(await send(head('/healthz'))).toMatch(/^HTTP\/1\.1 200 /);
    expect(service.reports).toEqual([]);
  });
});
