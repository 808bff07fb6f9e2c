import { join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { bundledRooms, bundleWorkflows } from '../../worker/bundle';
import type { Bundle } from '../../worker/bundle';
import { keptOr, keyOf } from '../../worker/kept-bundle';

const root = join(__dirname, '..', '..');
const packages = join(root, 'node_modules');

/** A module of `domain/case/` that another one may stand in for. */
export type Replaceable =
  'actions' | 'decide' | 'step' | 'evolve' | 'nothing' | 'deadlines' | 'row' | 'details';

/** The product's own bundle, or one in which a module stands in for some of `domain/case/*`. */
export async function bundleOf(standIn = '', replaced: readonly Replaceable[] = []): Promise<Bundle> {
  const logger = new DefaultLogger('ERROR');
  if (replaced.length === 0) return bundleWorkflows(logger);
  const alias = Object.fromEntries(replaced.map((name) => [join(root, `domain/case/${name}.ts`), standIn]));
  const make = async (): Promise<string> => (await bundleWith(alias, logger)).code;
  const ingredients = {
    ...{ root, rooms: [...bundledRooms, 'test/workflows', 'test/replay'], options: alias },
    packages: join(packages, '.package-lock.json'),
  };
  // One for all the files of tests that want the same.
  const dir = join(packages, '.cache', 'sluss-test-bundles');
  return {
    code: await keptOr(() => keyOf(ingredients), make, { dir, owners: [process.getuid?.() ?? 0], logger }),
  };
}

function bundleWith(alias: Readonly<Record<string, string>>, logger: DefaultLogger): Promise<Bundle> {
  return bundleWorkflowCode({
    workflowsPath: join(root, 'workflows/index.ts'),
    failureConverterPath: join(root, 'security/failure-converter.ts'),
    logger,
    webpackConfigHook: (config) => ({
      ...config,
      resolve: { ...config.resolve, alias: Object.assign({}, config.resolve?.alias, alias) },
    }),
  });
}
