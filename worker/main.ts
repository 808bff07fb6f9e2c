import { Runtime } from '@temporalio/worker';
import { startMonitor } from '../telemetry/monitor';
import { processRegistry } from '../telemetry/registry';
import { readConfig } from './config';
import { logger } from './log';
import { startWorkers } from './worker';
import type { Running } from './worker';

/** A worker that is still starting takes no task. */
const starting: Running['checks'] = { workers: () => Promise.reject(new Error('starting')) };

async function main(): Promise<void> {
  try {
    const config = readConfig(process.env);
    const registry = processRegistry();
    const now = { checks: starting };
    const monitor = await startMonitor({
      ...config.monitor,
      checks: () => now.checks,
      metrics: () => registry.metrics(),
    });
    // Signals are handled below, so that the loops beside the workers end with them.
    Runtime.install({ logger, shutdownSignals: [] });
    const running = await startWorkers(config);
    now.checks = running.checks;
    process.once('SIGTERM', running.drain);
    process.once('SIGINT', running.drain);
    console.log(`worker ready for ${config.units.join(', ')}; it tells how it is at ${monitor.url}`);
    await running.ended;
    await monitor.close();
    process.exit(0);
  } catch (error) {
    console.error(error instanceof Error ? error.message : 'The worker cannot start');
    process.exit(1);
  }
}

void main();
