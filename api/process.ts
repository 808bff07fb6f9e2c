import type { Server as HttpServer, ServerResponse } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

import type { Check } from '../telemetry/checks';

/** How long requests under way may take once the process takes no new ones. */
const DRAIN_MS = 15_000;
/** And how long letting go of everything may take after that. */
const CLOSE_MS = 10_000;
const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

/** Whether the process was told to end (ADR 0022). */
export interface Leaving {
  readonly isLeaving: () => boolean;
  /** Fails from then on, so that no new request is led here. */
  readonly check: Check;
  readonly leave: () => void;
}

function createLeaving(): Leaving {
  let left = false;
  return {
    isLeaving: () => left,
    check: () => (left ? Promise.reject(new Error('leaving')) : Promise.resolve()),
    leave: () => {
      left = true;
    },
  };
}

/** What a process that is still starting is asked for. */
export const starting: Readonly<Record<string, Check>> = {
  running: () => Promise.reject(new Error('starting')),
};

type Server = HttpServer | HttpsServer;

interface Serving {
  readonly host: string;
  readonly port: number;
  readonly leaveSeconds: number;
}

/**
 * Listens until the process is told to end. Then its readiness says so at once; after `leaveSeconds`, or when told a second time, it takes
 * no new connection, lets the requests under way finish, for at most 15 s, and ends.
 */
export async function serve(
  server: Server,
  { host, port, leaveSeconds }: Serving,
  { leaving, close }: { readonly leaving: Leaving; readonly close: () => Promise<unknown> },
): Promise<{ readonly port: number }> {
  const underWay = new Set<ServerResponse>();
  server.prependListener('request', (_request, response: ServerResponse) => {
    if (leaving.isLeaving()) lastOf(response);
    underWay.add(response);
    response.once('close', () => underWay.delete(response));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const leave = (): void => {
    leaving.leave();
    underWay.forEach(lastOf);
  };
  whenTold(leaveSeconds, { isLeaving: leaving.isLeaving, leave }, () => {
    void drain(server).then(close).then(endWith(0), endWith(1));
  });
  return { port: (server.address() as AddressInfo).port };
}

/** A kept connection would bring the next request here. */
function lastOf(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('Connection', 'close');
}

function whenTold(
  leaveSeconds: number,
  { isLeaving, leave }: Pick<Leaving, 'isLeaving' | 'leave'>,
  end: () => void,
): void {
  let timer: NodeJS.Timeout | undefined;
  const told = (): void => {
    if (!isLeaving()) {
      leave();
      timer = setTimeout(ending, leaveSeconds * 1000);
      return;
    }
    ending();
  };
  const ending = (): void => {
    clearTimeout(timer);
    for (const signal of SIGNALS) process.off(signal, told);
    end();
  };
  for (const signal of SIGNALS) process.on(signal, told);
}

async function drain(server: Server): Promise<void> {
  const late = setTimeout(() => {
    server.closeAllConnections();
  }, DRAIN_MS);
  // What holds the process after that is left to itself: nothing acknowledged depends on it.
  setTimeout(endWith(1), DRAIN_MS + CLOSE_MS).unref();
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeIdleConnections();
  });
  clearTimeout(late);
}

const endWith = (code: number) => (): void => {
  process.exit(code);
};

/** Starts a process; what stands in its way is told in one line. Told to end before it serves anybody, it ends at once. */
export async function run(who: string, start: (leaving: Leaving) => Promise<void>): Promise<void> {
  const end = endWith(0);
  for (const signal of SIGNALS) process.once(signal, end);
  try {
    await start(createLeaving());
  } catch (error) {
    console.error(error instanceof Error ? error.message : `${who} cannot start`);
    process.exit(1);
  } finally {
    for (const signal of SIGNALS) process.off(signal, end);
  }
}
