import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { ServiceFile } from './demo/client';
import { notSpecial } from './demo/not-special';
import { special } from './demo/special';
import { createStage } from './demo/stage';
import { messageOf, root } from './root';

const PATIENCE_MS = 5_000;

/** What follows a flag on the command line. */
function option(args: readonly string[], flag: string): string | undefined {
  const at = args.indexOf(flag);
  return at === -1 ? undefined : args[at + 1];
}

/** Seconds to wait for a service that is being restarted: `npm run demo -- --patience 120`. */
function patienceMs(args: readonly string[]): number {
  const seconds = Number(option(args, '--patience'));
  return Number.isFinite(seconds) ? seconds * 1000 : PATIENCE_MS;
}

async function main(): Promise<void> {
  const file = join(process.env['SLUSS_STATE_DIR'] ?? join(root, '.sluss'), 'service.json');
  if (!existsSync(file)) {
    throw new Error(`No service has run here (${file} is missing). Start one first: npm start`);
  }
  const service = JSON.parse(readFileSync(file, 'utf8')) as ServiceFile;
  const stage = createStage(service, {
    patienceMs: patienceMs(process.argv),
    print: console.log,
  });
  await notSpecial(stage);
  await special(stage);
  console.log('\nBoth stories ended as the routine says.');
}

/** What a person does about it: nobody answering is the usual trouble. */
function inWords(error: unknown): string {
  if (!(error instanceof TypeError)) return messageOf(error);
  return 'No service answers at the address in .sluss/service.json. Start one first: npm start';
}

main().catch((error: unknown) => {
  console.error(`\nThe demo stopped. ${inWords(error)}`);
  process.exitCode = 1;
});
