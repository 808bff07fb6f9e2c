import { join } from 'node:path';
import { bundleWorkflowCode } from '@temporalio/worker';
import type { Logger, WorkflowBundleWithSourceMap } from '@temporalio/worker';

/** Seals the words of failures; worker, bundle and client name it by its path. */
export const failureConverterPath = require.resolve('../security/failure-converter');

const workflow = (file: string): string => join(__dirname, '..', 'workflows', file);

/** The bundle of `workflows/`, which nobody imports: it is named by its path. What takes traces through it is part only where they are on. */
export function bundleWorkflows(logger: Logger, traces = false): Promise<WorkflowBundleWithSourceMap> {
  return bundleWorkflowCode({
    ...{ workflowsPath: workflow('index.ts'), failureConverterPath, logger },
    workflowInterceptorModules: traces ? [workflow('traced.ts')] : [],
  });
}
