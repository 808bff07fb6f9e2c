import type { Connection } from '@temporalio/client';
import { isGrpcServiceError } from '@temporalio/client';
import { searchAttributes } from '../messages/case-messages';

/** Numbers of `temporal.api.enums.v1.IndexedValueType`. */
export const attributeNumbers = { KEYWORD: 2, BOOL: 5, DATETIME: 6 } as const;

const CHECK_MS = 10_000;

/** Numbers of gRPC's answers. */
const NOT_FOUND = 5;
export const ALREADY_EXISTS = 6;

/**
 * Checks that every namespace exists and has the search attributes of a case: without them every workflow task would fail
 * for ever, and callers would just wait.
 *
 * @throws Error that names all that is missing and the commands that mend it
 */
export async function checkNamespaces(connection: Connection, namespaces: readonly string[]): Promise<void> {
  const faults = await connection.withDeadline(Date.now() + CHECK_MS, () =>
    Promise.all(namespaces.map((namespace) => faultsOf(connection, namespace))),
  );
  if (faults.flat().length > 0)
    throw new Error(['Temporal is not prepared:', ...faults.flat()].join('\n  - '));
}

async function faultsOf(connection: Connection, namespace: string): Promise<readonly string[]> {
  if (!(await namespaceExists(connection, namespace))) {
    return [`no namespace ${namespace}; temporal operator namespace create --namespace ${namespace}`];
  }
  const missing = await missingAttributes(connection, namespace);
  return missing.map(({ name, type }) => {
    const command = `temporal operator search-attribute create --namespace ${namespace} --name ${name} --type ${type}`;
    return `no search attribute ${name} in ${namespace}; ${command}`;
  });
}

/** The search attributes of a case that a namespace lacks, or has with another type. */
export async function missingAttributes(
  connection: Connection,
  namespace: string,
): Promise<readonly (typeof searchAttributes)[number][]> {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  return searchAttributes.filter(
    ({ name, type }) => Number(customAttributes[name]) !== attributeNumbers[type],
  );
}

/** Whether the server knows the namespace. */
export async function namespaceExists(connection: Connection, namespace: string): Promise<boolean> {
  try {
    await connection.workflowService.describeNamespace({ namespace });
    return true;
  } catch (error) {
    if (isGrpcServiceError(error) && (error.code as number) === NOT_FOUND) return false;
    throw error;
  }
}
