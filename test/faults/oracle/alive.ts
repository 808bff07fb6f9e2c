import { temporal as proto } from '@temporalio/proto';

import { checkLog } from '../../../store/log-check';
import type { Installation } from '../service/installation';
import type { Findings } from './findings';
import type { CaseJournal } from './journals';

/** So often a task is tried before it counts as stalled: a worker that was killed in it gives one try or two. */
const TRIES = 5;
const { WORKFLOW_EXECUTION_STATUS_RUNNING: RUNNING } = proto.api.enums.v1.WorkflowExecutionStatus;

/** The log of each unit, from its first line to its last, by the code of `npm run log:verify` (AUD-3). */
export async function checkChains(installations: readonly Installation[], findings: Findings): Promise<void> {
  for (const { units, witness } of installations)
    for (const unit of units)
      for (const { kind, from, to } of (await checkLog(witness, unit)).faults)
        findings.add('chain broken', `${unit}: ${kind} in lines ${from} to ${to}`);
}

/** Every case has a workflow that runs, and none fails its task again and again. */
export async function checkAlive(journals: readonly CaseJournal[], findings: Findings): Promise<void> {
  for (const { unit, caseRef, by } of journals) {
    const { temporal, namespaceOf } = by.witness;
    const asked = { namespace: namespaceOf(unit), execution: { workflowId: caseRef } };
    const found = await temporal.workflowService.describeWorkflowExecution(asked).catch(() => undefined);
    const status = found?.workflowExecutionInfo?.status;
    const tries = found?.pendingWorkflowTask?.attempt ?? 0;
    if (status !== RUNNING) findings.add('stalled', `${caseRef} of ${unit} has no workflow that runs`);
    if (tries > TRIES) findings.add('stalled', `${caseRef} of ${unit} fails its task`);
  }
}
