import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

const server = ['temporal', 'internal', 'matching', 'history', 'worker'] as const;
const names = [
  ...server,
  ...server.map((part) => `${part}Members` as const),
  ...(['postgres', 'api', 'codec', 'ui', 'uiFront', 'police', 'partner'] as const),
];

/** The Temporal server keeps its ports in a column that holds no larger number. */
const FROM = 20_000;
const TO = 32_767;

/** Where everything of a run is. */
export interface Addresses {
  readonly ports: Readonly<Record<(typeof names)[number], number>>;
  readonly api: string;
  readonly codec: string;
  readonly ui: string;
}

/** Ports that nobody else has now. */
export async function claimAddresses(): Promise<Addresses> {
  const found = new Set<number>();
  while (found.size < names.length) {
    const port = randomInt(FROM, TO);
    if (await isFree(port)) found.add(port);
  }
  const free = [...found];
  const ports = Object.fromEntries(
    names.map((name, nth) => [name, free[nth]]),
  ) as unknown as Addresses['ports'];
  return {
    ports,
    api: `http://127.0.0.1:${ports.api}`,
    codec: `https://127.0.0.1:${ports.codec}`,
    ui: `https://127.0.0.1:${ports.uiFront}`,
  };
}

async function isFree(port: number): Promise<boolean> {
  const listener = createServer().listen(port, '127.0.0.1');
  try {
    await once(listener, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    listener.close();
  }
}
