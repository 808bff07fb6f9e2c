import type { Server as HttpServer } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** How long requests under way may take once the process was told to end. */
const DRAIN_MS = 15_000;

type Server = HttpServer | HttpsServer;

/** Listens until the process is told to end; then takes no new request, lets those under way finish, and closes the rest. */
export async function serve(
  server: Server,
  { host, port }: { readonly host: string; readonly port: number },
  close: () => Promise<void>,
): Promise<{ readonly port: number }> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const end = (): void => {
    void drain(server).then(close);
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
  return { port: (server.address() as AddressInfo).port };
}

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

/** Starts a process; what stands in its way is told in one line. */
export async function run(who: string, start: () => Promise<void>): Promise<void> {
  try {
    await start();
  } catch (error) {
    console.error(error instanceof Error ? error.message : `${who} cannot start`);
    process.exitCode = 1;
  }
}
