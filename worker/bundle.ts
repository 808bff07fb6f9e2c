import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { bundleWorkflowCode } from '@temporalio/worker';
import type { Logger } from '@temporalio/worker';
import { keptOr, keyOf } from './kept-bundle';

/** Seals the words of failures; worker, bundle and client name it by its path. */
export const failureConverterPath = require.resolve('../security/failure-converter');

/** The workflows as one text, for a worker to run. */
export interface Bundle {
  readonly code: string;
}

const root = join(__dirname, '..');
const workflow = (file: string): string => join(root, 'workflows', file);

/** What the bundle takes its sources from. */
export const bundledRooms: readonly string[] = ['workflows', 'messages', 'domain', 'security'];

/** Beside the packages: who can write there can write the code as well (ADR 0029). */
const packages = join(root, 'node_modules');
const keptIn = join(packages, '.cache', 'sluss-workflows');
const lock = join(packages, '.package-lock.json');

/**
 * The rules hold no state, so all cases of a worker share them instead of each loading its own: that is most of what a cached case
 * would take, and of what waking one costs (ADR 0024).
 */
const sharedRules = [
  ...['deadlines', 'decide', 'details', 'evolve', 'row', 'step'].map((file) => join('case', file)),
  join('profile', 'shared'),
].map((file) => join(root, 'domain', `${file}.ts`));

/**
 * The bundle of `workflows/`, which nobody imports: it is named by its path. What takes traces through it is part only where they are on.
 * Made once for the same code, and kept.
 */
export async function bundleWorkflows(logger: Logger, traces = false): Promise<Bundle> {
  const options = {
    ...{ workflowsPath: workflow('index.ts'), failureConverterPath },
    preloadModules: sharedRules,
    workflowInterceptorModules: traces ? [workflow('traced.ts')] : [],
  };
  const make = async (): Promise<string> => (await bundleWorkflowCode({ ...options, logger })).code;
  // Without npm's list nobody knows which packages are there.
  if (!existsSync(lock)) return { code: await make() };
  const key = (): string => keyOf({ root, rooms: bundledRooms, packages: lock, options });
  return { code: await keptOr(key, make, { dir: keptIn, owners: owners(), logger }) };
}

/** Ourselves, and whoever owns the code that runs. */
function owners(): readonly number[] {
  const own = process.getuid?.();
  return [statSync(__filename).uid, ...(own === undefined ? [] : [own])];
}
