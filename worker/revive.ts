import type { Client } from '@temporalio/client';
import { WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client';
import type { PartyId } from '../domain/kernel/actor';
import { caseTaskQueue, caseWorkflowType } from '../messages/case-messages';
import type { CaseInput } from '../messages/case-messages';
import type { Database } from '../store/database';

/** How a case's workflow is started, for a new case and for one that is in the journal already. */
export function startOptions(
  unit: PartyId,
  caseRef: string,
): {
  readonly workflowId: string;
  readonly taskQueue: string;
  readonly args: [CaseInput];
} {
  return { workflowId: caseRef, taskQueue: caseTaskQueue, args: [{ unit, caseRef }] };
}

const PAGE = 200;

/**
 * Starts every case of a unit that is in the journal and has no workflow (ADR 0002): after a restore, or where an
 * operator ended one. Closed cases have one too, until they are disposed of.
 *
 * @param signal ends it between two cases
 * @returns how many were started
 */
export async function reviveCases(
  client: Client,
  database: Database,
  unit: PartyId,
  signal: AbortSignal,
): Promise<number> {
  let revived = 0;
  for (let after = ''; ;) {
    const caseRefs = await casesAfter(database, unit, after);
    for (const caseRef of caseRefs) {
      if (signal.aborted) return revived;
      if (await revive(client, unit, caseRef)) revived += 1;
    }
    const last = caseRefs.at(-1);
    if (last === undefined) return revived;
    after = last;
  }
}

function casesAfter(database: Database, unit: PartyId, after: string): Promise<readonly string[]> {
  return database.inUnit(unit, async (tx) => {
    const query = tx.selectFrom('cases').select('case_ref').where('case_ref', '>', after);
    const rows = await query.orderBy('case_ref').limit(PAGE).execute();
    return rows.map((row) => row.case_ref);
  });
}

async function revive(client: Client, unit: PartyId, caseRef: string): Promise<boolean> {
  if (await isRunning(client, caseRef)) return false;
  try {
    await client.workflow.start(caseWorkflowType, startOptions(unit, caseRef));
    return true;
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return false;
    throw error;
  }
}

async function isRunning(client: Client, caseRef: string): Promise<boolean> {
  try {
    const { status } = await client.workflow.getHandle(caseRef).describe();
    return status.name === 'RUNNING';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}
