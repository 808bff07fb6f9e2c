import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { persistentUpdates } from '../../api/persistent-updates';
import { searchAttributes } from '../../messages/case-messages';

/** A server of its own, with the search attributes of a case and a client that asks as the API's does. */
export function startServer(kind: 'dev' | 'timeSkipping'): Promise<TestWorkflowEnvironment> {
  const path = process.env[kind === 'dev' ? 'TEMPORAL_CLI_PATH' : 'TEMPORAL_TEST_SERVER_PATH'] ?? '';
  const executable = { type: 'existing-path', path } as const;
  const client = { interceptors: { workflow: [persistentUpdates()] } };
  return kind === 'dev'
    ? TestWorkflowEnvironment.createLocal({
        server: { executable, searchAttributes: [...searchAttributes] },
        client,
      })
    : TestWorkflowEnvironment.createTimeSkipping({ server: { executable }, client }).then(
        addSearchAttributes,
      );
}

const kinds = { KEYWORD: 2, BOOL: 5, DATETIME: 6 } as const;

async function addSearchAttributes(env: TestWorkflowEnvironment): Promise<TestWorkflowEnvironment> {
  await env.connection.operatorService.addSearchAttributes({
    namespace: env.namespace ?? 'default',
    searchAttributes: Object.fromEntries(searchAttributes.map(({ name, type }) => [name, kinds[type]])),
  });
  return env;
}

let installed = false;

/** Keeps what the SDK's core says out of the tests' output; once a process. */
export function quietRuntime(): void {
  if (installed) return;
  installed = true;
  Runtime.install({ logger: new DefaultLogger('ERROR', () => undefined) });
}
