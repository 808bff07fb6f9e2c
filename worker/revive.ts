import type { Client } from '@temporalio/client';
import { WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client';
import type { PartyId } from '../domain/kernel/actor';
import { caseTaskQueue, caseWorkflowType } from '../messages/case-messages';
import type { CaseInput } from '../messages/case-messages';
import type { Database } from '../store/database';
import type { Pauses } from '../telemetry/patience';
import { goOn, pause } from './loop';

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
const CALL_MS = 10_000;

/** After so long a case that cannot be started now is tried again. */
const AGAIN: Pauses = { first: 60_000, longest: 600_000 };

/** Whoever works comes first, also when a worker starts beside 10,000 cases: of those that run already 50 a second are looked at. */
const BETWEEN_LOOKS_MS = 20;

/** So often cases without a workflow are looked for: an operator may end one at any time. */
const EVERY_MS = 3_600_000;

type Report = (what: string, error: unknown) => void;

/** Which cases are to be started, and where. */
export interface Revival {
  readonly client: Client;
  readonly database: Pick<Database, 'inUnit'>;
  readonly unit: PartyId;
  readonly report: Report;
  /** Waits before the next case, after one that runs already. */
  readonly pause: (signal: AbortSignal) => Promise<unknown>;
}

/** The pause of a worker. */
export function betweenLooks(signal: AbortSignal): Promise<unknown> {
  return pause(BETWEEN_LOOKS_MS, signal);
}

/** Repairs a unit's cases, at once and from then on every hour; returns when the signal is aborted. */
export function runRepair(revival: Revival, signal: AbortSignal): Promise<void> {
  const onFault = (error: unknown): void => {
    revival.report('revive', error);
  };
  const pass = async (): Promise<number | undefined> =>
    (await reviveCases(revival, signal)) ? EVERY_MS : undefined;
  return goOn(pass, { pauses: AGAIN, signal, onFault });
}

/**
 * Starts every case of a unit that is in the journal and has no workflow (design 4): after a restore, or where an
 * operator ended one. Closed cases have one too, until they are disposed of. One that cannot be started is reported and
 * keeps no other from it. Those that are to be started are, one after the other; between others there is a pause.
 *
 * @param signal ends it between two cases
 * @returns whether every case has a workflow now
 */
export async function reviveCases(revival: Revival, signal: AbortSignal): Promise<boolean> {
  const { database, unit } = revival;
  let isWhole = true;
  for (let after = ''; ;) {
    const caseRefs = await casesAfter(database, unit, after);
    for (const caseRef of caseRefs) {
      if (signal.aborted) return isWhole;
      const found = await revive(revival, caseRef);
      if (found === 'broken') isWhole = false;
      if (found === 'running') await revival.pause(signal);
    }
    const last = caseRefs.at(-1);
    if (last === undefined) return isWhole;
    after = last;
  }
}

function casesAfter(database: Revival['database'], unit: PartyId, after: string): Promise<readonly string[]> {
  return database.inUnit(unit, async (tx) => {
    const query = tx.selectFrom('cases').select('case_ref').where('case_ref', '>', after);
    const rows = await query.orderBy('case_ref').limit(PAGE).execute();
    return rows.map((row) => row.case_ref);
  });
}

async function revive(
  { client, unit, report }: Revival,
  caseRef: string,
): Promise<'running' | 'started' | 'broken'> {
  try {
    return await client.withDeadline(Date.now() + CALL_MS, async () => {
      if (await isRunning(client, caseRef)) return 'running';
      await client.workflow.start(caseWorkflowType, startOptions(unit, caseRef)).catch((error: unknown) => {
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
      });
      return 'started';
    });
  } catch (error) {
    report('revive', error);
    return 'broken';
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
