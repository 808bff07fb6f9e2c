import { join } from 'node:path';
import { bundleWorkflowCode } from '@temporalio/worker';
import type { WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { logger } from './log';

/** Seals the words of failures; worker, bundle and client name it by its path. */
export const failureConverterPath = require.resolve('../security/failure-converter');

/** The bundle of `workflows/`, which nobody imports: it is named by its path. */
export function bundleWorkflows(): Promise<WorkflowBundleWithSourceMap> {
  const workflowsPath = join(__dirname, '..', 'workflows', 'index.ts');
  return bundleWorkflowCode({ workflowsPath, failureConverterPath, logger });
}
