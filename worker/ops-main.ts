import { DefaultLogger, Runtime } from '@temporalio/worker';
import { runOps } from './ops/commands';

process.env['TZ'] = 'UTC';
// What the engine says would stand between the lines of a report, and may quote what it worked on.
Runtime.install({ logger: new DefaultLogger('ERROR', () => undefined) });

void runOps(process.argv.slice(2), process.env, { print: console.log, say: console.error }).then((exit) => {
  process.exitCode = exit;
});
