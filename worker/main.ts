import { Runtime } from '@temporalio/worker';
import { startMonitor } from '../telemetry/monitor';
import { tellingOf } from '../telemetry/telling';
import { readConfig } from './config';
import { sdkLogger, workerTelling } from './log';
import { sdkMetrics } from './sdk-metrics';
import { startWorkers } from './worker';
import type { Running } from './worker';

/** A worker that is still starting takes no task, has no figures, and may end at once. */
const starting: Pick<Running, 'checks' | 'refresh' | 'drain'> = {
  checks: { workers: () => Promise.reject(new Error('starting')) },
  refresh: () => Promise.resolve(),
  drain: () => process.exit(0),
};

/** Tasks under way have 15 s; what holds the process after that is left to itself, since Temporal gives it to another worker (ADR 0022). */
const END_MS = 30_000;

async function main(): Promise<void> {
  try {
    const config = readConfig(process.env);
    const telling = workerTelling(tellingOf('worker', process.env));
    const sdk = await sdkMetrics();
    let now = starting;
    const end = (): void => {
      setTimeout(() => process.exit(1), END_MS).unref();
      now.drain();
    };
    process.once('SIGTERM', end);
    process.once('SIGINT', end);
    const monitor = await startMonitor({
      ...telling.monitor,
      checks: () => now.checks,
      metrics: async () => {
        await now.refresh();
        return `${await telling.registry.metrics()}\n${await sdk.text()}`;
      },
    });
    // Signals are handled above, so that the loops beside the workers end with them.
    Runtime.install({
      logger: sdkLogger(telling.log),
      shutdownSignals: [],
      telemetryOptions: sdk.options,
    });
    const running = await startWorkers(config, telling);
    now = running;
    console.log(`worker ready for ${config.units.join(', ')}; it tells how it is at ${monitor.url}`);
    await running.ended;
    await Promise.all([monitor.close(), telling.tracer.close()]);
    process.exit(0);
  } catch (error) {
    console.error(error instanceof Error ? error.message : 'The worker cannot start');
    process.exit(1);
  }
}

void main();
