import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { TelemetryOptions } from '@temporalio/worker';

/** What the SDK counts of its own: how long tasks wait in the queue, above all. */
export interface SdkMetrics {
  readonly options: TelemetryOptions;
  /** In Prometheus' text format; nothing where the SDK does not answer. */
  readonly text: () => Promise<string>;
}

const ANSWER_MS = 2_000;

/** The SDK serves its metrics itself, on this machine only; the process's own address repeats them. */
export async function sdkMetrics(): Promise<SdkMetrics> {
  const address = `127.0.0.1:${await freePort()}`;
  return {
    options: { metrics: { prometheus: { bindAddress: address, useSecondsForDurations: true } } },
    text: async () => {
      const answer = await fetch(`http://${address}/metrics`, {
        signal: AbortSignal.timeout(ANSWER_MS),
      }).catch(() => undefined);
      return (await answer?.text().catch(() => '')) ?? '';
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
