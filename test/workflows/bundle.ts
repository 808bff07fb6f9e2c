import { join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import type { WorkflowBundleWithSourceMap } from '@temporalio/worker';

const root = join(__dirname, '..', '..');

/** A module of `domain/case/` that another one may stand in for. */
export type Replaceable =
  'actions' | 'decide' | 'step' | 'evolve' | 'nothing' | 'deadlines' | 'row' | 'details';

/** The product's own bundle, or one in which a module stands in for some of `domain/case/*`. */
export function bundleOf(
  standIn = '',
  replaced: readonly Replaceable[] = [],
): Promise<WorkflowBundleWithSourceMap> {
  const alias = Object.fromEntries(replaced.map((name) => [join(root, `domain/case/${name}.ts`), standIn]));
  return bundleWorkflowCode({
    workflowsPath: join(root, 'workflows/index.ts'),
    failureConverterPath: join(root, 'security/failure-converter.ts'),
    logger: new DefaultLogger('ERROR'),
    webpackConfigHook: (config) => ({
      ...config,
      resolve: { ...config.resolve, alias: Object.assign({}, config.resolve?.alias, alias) },
    }),
  });
}
