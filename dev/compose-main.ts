import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { planOf } from './compose/plan';
import { prepare } from './compose/prepare';
import { messageOf, root } from './root';

const options = {
  profile: { type: 'string', default: 'goteborg' },
  origin: { type: 'string' },
  secrets: { type: 'string', default: join(root, 'secrets') },
  env: { type: 'string', default: join(root, '.env') },
} as const;

/** `npm run compose:prepare`: everything that docker-compose.yml wants, for a try-out or, with `--origin`, for production. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options });
  const { profile, origin } = values;
  const plan = planOf({ profile, ...(origin === undefined ? {} : { origin: new URL(origin).origin }) });
  const made = await prepare(plan, { secrets: resolve(values.secrets), envFile: resolve(values.env) });
  for (const path of made) console.log(`made ${relative(process.cwd(), path)}`);
  if (made.length === 0) console.log('Everything was there already; nothing was changed.');
  const empty = Object.entries(plan.settings).flatMap(([name, value]) => (value === '' ? [name] : []));
  if (empty.length > 0) console.log(`Now fill in ${empty.join(', ')} in .env (docs/operations.md).`);
  console.log(
    'Keep a copy of the secrets, apart from the database: with both, everything can be read.\n' +
      'Start: docker compose up --build --detach --wait' +
      (plan.isTry ? '\nThen:  docker compose run --rm demo' : ''),
  );
}

main().catch((error: unknown) => {
  console.error(messageOf(error));
  process.exitCode = 1;
});
