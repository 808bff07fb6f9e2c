import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { outcomesOf } from './checks';
import type { Check } from './checks';

/** Where a process tells how it is. Nobody is asked who they are, so it listens on this machine or in a network of its own (ADR 0026). */
export interface MonitorAddress {
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
}

const MOST_PORT = 65_535;

/** The address that the environment names: `SLUSS_MONITOR_HOST`, 127.0.0.1 unless told, and `SLUSS_MONITOR_PORT`, any free one unless told. */
export function monitorIn(env: Readonly<Record<string, string | undefined>>): MonitorAddress {
  const { SLUSS_MONITOR_HOST: host = '', SLUSS_MONITOR_PORT: text = '0' } = env;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > MOST_PORT)
    throw new Error(`SLUSS_MONITOR_PORT must be a port, 0 to ${MOST_PORT}`);
  return { host: host === '' ? '127.0.0.1' : host, port };
}

/** What a process has to tell. */
export interface MonitorOptions extends MonitorAddress {
  /** What it needs to take work, by name; asked each time. */
  readonly checks: () => Readonly<Record<string, Check>>;
  /** Prometheus' text format. */
  readonly metrics: () => Promise<string>;
}

/** The server, listening. */
export interface Monitor {
  readonly url: string;
  readonly close: () => Promise<void>;
}

const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';
const HEADERS = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' };

interface Told {
  readonly status: number;
  readonly type?: string;
  readonly content: string;
}

/** Serves `/healthz`, `/readyz` and `/metrics` of a process: counts, states and times, nothing of a case. */
export async function startMonitor(options: MonitorOptions): Promise<Monitor> {
  const server = createServer((request, response) => {
    void answer(options, request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://${options.host}:${port}`, close };
}

async function answer(
  options: MonitorOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { status, type, content } = await tell(options, request).catch(() => json(500, { status: 'failed' }));
  response.writeHead(status, { ...HEADERS, 'Content-Type': type ?? 'application/json' });
  response.end(request.method === 'HEAD' ? undefined : content);
}

async function tell(options: MonitorOptions, { method, url }: IncomingMessage): Promise<Told> {
  if (method !== 'GET' && method !== 'HEAD') return json(405, { status: 'wrongMethod' });
  switch (url ?? '') {
    case '/healthz':
      return json(200, { status: 'ok' });
    case '/readyz':
      return readiness(options);
    case '/metrics':
      return { status: 200, type: METRICS_TYPE, content: await options.metrics() };
    default:
      return json(404, { status: 'notFound' });
  }
}

async function readiness({ checks }: MonitorOptions): Promise<Told> {
  const found = await outcomesOf(checks());
  const isReady = Object.values(found).every((outcome) => outcome === 'ok');
  return json(isReady ? 200 : 503, { status: isReady ? 'ready' : 'notReady', checks: found });
}

function json(status: number, body: object): Told {
  return { status, content: JSON.stringify(body) };
}
