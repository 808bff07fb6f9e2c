import { DefaultLogger } from '@temporalio/worker';
import { bundleWorkflows } from './bundle';

/** Makes the bundles that workers will run, with traces and without, before the first of them starts: when the image is built (ADR 0029). */
async function main(): Promise<void> {
  const logger = new DefaultLogger('WARN');
  for (const traces of [false, true]) await bundleWorkflows(logger, traces);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : 'The workflows cannot be bundled');
  process.exit(1);
});
