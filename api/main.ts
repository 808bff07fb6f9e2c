import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { createApp } from './app';
import type { Config } from './config';
import { readConfig } from './config';
import { createHttpServer } from './http/server';
import { wire } from './wiring';

/** How long requests under way may take once the process was told to end. */
const DRAIN_MS = 15_000;

/** One line of JSON about a fault: kind and reference, never what was sent or read (ADR 0005). */
function report(reference: string, fault: unknown): void {
  const kind = fault instanceof Error ? fault.name : typeof fault;
  // The place in the code says where to look; messages of libraries may quote what they worked on.
  const at =
    fault instanceof Error
      ? fault.stack?.split('\n').filter((line) => line.startsWith('    at '))
      : undefined;
  console.error(JSON.stringify({ level: 'error', reference, kind, at: at?.slice(0, 8) }));
}

async function start(config: Config): Promise<void> {
  const { deps, close } = await wire(config, report);
  const server = createHttpServer(createApp(deps));
  await listen(server, config);
  const { port } = server.address() as AddressInfo;
  console.log(`api ready at http://${config.host}:${port}`);
  const end = (): void => {
    void drain(server).then(close);
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
}

function listen(server: Server, { host, port }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
}

/** Takes no new request and lets those under way finish. */
async function drain(server: Server): Promise<void> {
  const late = setTimeout(() => {
    server.closeAllConnections();
  }, DRAIN_MS);
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeIdleConnections();
  });
  clearTimeout(late);
}

async function main(): Promise<void> {
  try {
    await start(readConfig(process.env));
  } catch (error) {
    console.error(error instanceof Error ? error.message : 'The API cannot start');
    process.exitCode = 1;
  }
}

void main();
