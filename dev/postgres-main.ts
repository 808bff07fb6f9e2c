import { parseArgs } from 'node:util';

import { openPostgres } from './postgres';
import { messageOf } from './root';

process.env['TZ'] = 'UTC';

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { data: { type: 'string' }, port: { type: 'string' } } });
  if (values.data === undefined || values.port === undefined)
    throw new Error('expected: --data DIR --port N');
  const postgres = await openPostgres({ dataDir: values.data, port: Number(values.port) });
  console.log(`postgres: ready at ${postgres.url}`);
  let closing = false;
  const close = (): void => {
    if (closing) return;
    closing = true;
    postgres.close().then(() => process.exit(0), fail);
  };
  process.on('SIGTERM', close);
  process.on('SIGINT', close);
}

function fail(error: unknown): void {
  console.error(`postgres: ${messageOf(error)}`);
  process.exit(1);
}

main().catch(fail);
