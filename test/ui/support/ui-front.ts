import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';

import type { LocalCertificate } from './certificate';

/**
 * What the UI asks of the whole cluster, which a supervisor may not: it takes the server's refusal for a lost sign-in and goes round in
 * circles. So these two are answered in front of it, with nothing: there is no list of namespaces and nothing about the cluster.
 */
const clusterWide: Readonly<Record<string, string>> = {
  '/api/v1/namespaces': '{"namespaces":[]}',
  '/api/v1/cluster-info': '{}',
};

interface Front {
  readonly port: number;
  /** Where the UI itself listens, on this machine. */
  readonly target: number;
}

/** The web server in front of the UI, as an authority has one: it ends TLS. Gives what stops it. */
export async function startUiFront(
  { port, target }: Front,
  { cert, key }: LocalCertificate,
): Promise<() => Promise<void>> {
  const server = createServer({ cert: await readFile(cert), key: await readFile(key) }, (asked, answer) => {
    const body = clusterWide[(asked.url ?? '').split('?')[0] ?? ''];
    if (body === undefined) passOn(target, asked, answer);
    else answer.writeHead(200, { 'content-type': 'application/json' }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
}

function passOn(target: number, asked: IncomingMessage, answer: ServerResponse): void {
  const { method, url, headers } = asked;
  const passed = request({ host: '127.0.0.1', port: target, method, path: url, headers }, (given) => {
    answer.writeHead(given.statusCode ?? 502, given.headers);
    given.pipe(answer);
  });
  passed.on('error', () => answer.destroy());
  asked.pipe(passed);
}
