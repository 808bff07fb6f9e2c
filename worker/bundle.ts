import { join } from 'node:path';
import { bundleWorkflowCode } from '@temporalio/worker';
import type { Logger, WorkflowBundleWithSourceMap } from '@temporalio/worker';

/** Seals the words of failures; worker, bundle and client name it by its path. */
export const failureConverterPath = require.resolve('../security/failure-converter');

const workflow = (file: string): string => join(__dirname, '..', 'workflows', file);

/**
 * The rules hold no state, so all cases of a worker share them instead of each loading its own: that is most of what a cached case
 * would take, and of what waking one costs (ADR 0024).
 */
const sharedRules = [
  ...['deadlines', 'decide', 'details', 'evolve', 'row', 'step'].map((file) => join('case', file)),
  join('profile', 'shared'),
].map((file) => join(__dirname, '..', 'domain', `${file}.ts`));

/** The bundle of `workflows/`, which nobody imports: it is named by its path. What takes traces through it is part only where they are on. */
export function bundleWorkflows(logger: Logger, traces = false): Promise<WorkflowBundleWithSourceMap> {
  return bundleWorkflowCode({
    ...{ workflowsPath: workflow('index.ts'), failureConverterPath, logger },
    preloadModules: sharedRules,
    workflowInterceptorModules: traces ? [workflow('traced.ts')] : [],
  });
}
