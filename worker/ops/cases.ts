import type { PartyId } from '../../domain/kernel/actor';
import { caseWorkflowType } from '../../messages/case-messages';
import { casesAfter } from '../../store/case-standing';
import type { Database } from '../../store/database';
import type { UnitTemporal } from './parts';

const PAGE = 500;

/** Cases of a unit whose workflow runs. */
export async function runningCases({ client }: Pick<UnitTemporal, 'client'>): Promise<readonly string[]> {
  const query = `WorkflowType = '${caseWorkflowType}' and ExecutionStatus = 'Running'`;
  const found: string[] = [];
  for await (const { workflowId } of client.workflow.list({ query })) found.push(workflowId);
  return found;
}

/** Of the database and of Temporal: a case that only one of them has is what is looked for. */
export async function allCases(
  database: Database,
  temporal: Pick<UnitTemporal, 'client'>,
  unit: PartyId,
): Promise<readonly string[]> {
  const found = new Set<string>();
  for (let after: string | undefined = ''; after !== undefined;) {
    const page: readonly string[] = await casesAfter(database, unit, after, PAGE);
    page.forEach((caseRef) => found.add(caseRef));
    after = page.at(-1);
  }
  for (const caseRef of await runningCases(temporal)) found.add(caseRef);
  return [...found];
}
