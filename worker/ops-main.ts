import { runOps } from './ops/commands';

process.env['TZ'] = 'UTC';

void runOps(process.argv.slice(2), process.env, { print: console.log, say: console.error }).then((exit) => {
  process.exitCode = exit;
});
