import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { BlockList, isIP, isIPv6 } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

import { outcomesOf } from './checks';
import type { Check } from './checks';

/** Where a process tells how it is. Nobody is asked who they are, so it listens on this machine or in a network of its own (ADR 0026). */
export interface MonitorAddress {
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  /** Addresses of its own, or networks as address/bits, at which it answers; at all where none is named. */
  readonly networks?: readonly string[];
}

const MOST_PORT = 65_535;

/**
 * The address that the environment names: `SLUSS_MONITOR_HOST`, 127.0.0.1 unless told; `SLUSS_MONITOR_PORT`, any free one unless told; and
 * `SLUSS_MONITOR_NETWORKS`, in which of its networks a process that listens in all of them answers.
 */
export function monitorIn(env: Readonly<Record<string, string | undefined>>): MonitorAddress {
  const { SLUSS_MONITOR_HOST: host = '', SLUSS_MONITOR_PORT: text = '0' } = env;
  const listed = (env['SLUSS_MONITOR_NETWORKS'] ?? '').split(',').map((item) => item.trim());
  const networks = listed.filter((item) => item !== '');
  if (!networks.every(isNetwork))
    throw new Error('SLUSS_MONITOR_NETWORKS must list addresses, or networks as address/bits, with commas');
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > MOST_PORT)
    throw new Error(`SLUSS_MONITOR_PORT must be a port, 0 to ${MOST_PORT}`);
  return { host: host === '' ? '127.0.0.1' : host, port, networks };
}

function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const most = isIPv6(address) ? 128 : 32;
  const isLength = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most);
  return isIP(address) !== 0 && isLength && more.length === 0;
}

/** Whether a caller came by one of the networks: told by the address of this process that was called, which no caller can invent. */
function doorOf(networks: readonly string[]): (socket: Socket) => boolean {
  const open = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    open.addSubnet(address, Number(bits ?? (family === 'ipv6' ? 128 : 32)), family);
  }
  return ({ localAddress: own = '' }) =>
    networks.length === 0 || open.check(own, isIPv6(own) ? 'ipv6' : 'ipv4');
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
  const isOpen = doorOf(options.networks ?? []);
  server.on('connection', (socket) => {
    if (!isOpen(socket)) socket.destroy();
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
