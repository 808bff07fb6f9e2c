import type { RequestListener, Server } from 'node:http';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Server as TlsServer } from 'node:https';
import type { Socket } from 'node:net';

import { Problem } from '../problem';
import type { ProblemKind } from '../problem-kinds';
import { standardHeaders } from './headers';

/** How long a client may take; milliseconds. */
export interface Patience {
  readonly headersMs: number;
  readonly requestMs: number;
  /** How often it is looked for clients that are late. */
  readonly checkMs: number;
}

const standardPatience: Patience = { headersMs: 10_000, requestMs: 30_000, checkMs: 5_000 };

const MAX_HEADER_BYTES = 16 * 1024;
const MAX_CONNECTIONS = 1_000;
const KEEP_ALIVE_MS = 5_000;

/** A certificate and its key, in PEM. */
export interface ServerTls {
  readonly cert: Buffer;
  readonly key: Buffer;
}

/** The HTTP server: strict parsing, bounded headers, no client that takes for ever (ADR 0020). */
export function createHttpServer(
  listener: RequestListener,
  patience: Patience = standardPatience,
  tls?: ServerTls,
): Server | TlsServer {
  const options = {
    headersTimeout: patience.headersMs,
    requestTimeout: patience.requestMs,
    connectionsCheckingInterval: patience.checkMs,
    keepAliveTimeout: KEEP_ALIVE_MS,
    maxHeaderSize: MAX_HEADER_BYTES,
    // Two lengths, a length beside chunks, control characters: 400, and never a guess at what was meant.
    insecureHTTPParser: false,
  };
  const server =
    tls === undefined ? createServer(options, listener) : createTlsServer({ ...options, ...tls }, listener);
  server.maxConnections = MAX_CONNECTIONS;
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    if (socket.writable && error.code !== 'ECONNRESET') socket.end(answerTo(error.code));
    else socket.destroy();
  });
  return server;
}

const kindByCode: Readonly<Record<string, ProblemKind>> = {
  HPE_HEADER_OVERFLOW: 'headersTooLarge',
  ERR_HTTP_REQUEST_TIMEOUT: 'tooSlow',
};

/** What the parser refused never reaches the application, so the whole answer is written here. */
function answerTo(code = ''): string {
  const problem = new Problem(kindByCode[code] ?? 'badRequest');
  const body = problem.body('en');
  const content = JSON.stringify(body);
  const headers = {
    ...standardHeaders,
    'Content-Type': 'application/problem+json; charset=utf-8',
    'Content-Language': 'en',
    'Content-Length': String(Buffer.byteLength(content)),
    Connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${problem.status} ${body.title}`, ...lines, '', content].join('\r\n');
}
