import { Runtime } from '@temporalio/worker';
import { readConfig } from './config';
import { logger } from './log';
import { startWorkers } from './worker';

async function main(): Promise<void> {
  try {
    const config = readConfig(process.env);
    // Signals are handled below, so that the loops beside the workers end with them.
    Runtime.install({ logger, shutdownSignals: [] });
    const running = await startWorkers(config);
    process.once('SIGTERM', running.drain);
    process.once('SIGINT', running.drain);
    console.log(`worker ready for ${config.units.join(', ')}`);
    await running.ended;
    process.exit(0);
  } catch (error) {
    console.error(error instanceof Error ? error.message : 'The worker cannot start');
    process.exit(1);
  }
}

void main();
