import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';

import { Client } from '@temporalio/client';

import { caseTaskQueue, caseWorkflowType } from '../../../messages/case-messages';
import { createPayloadCodec } from '../../../security/payload-codec';
import { commandId, createCaseReferences } from '../../../security/references';
import { createCaller } from '../load/caller';
import { handedOver, written } from '../load/story';
import type { Installation } from '../service/installation';
import { rowOf } from '../trial';
import type { Ground, Row, Try } from '../trial';

const EVENTS = 50;
const sav = 'sav.caseworker';

/** Cases that begin a new run every fifty events, while commands and letters are on their way to them. */
export async function newRuns({ main, load, outside, times }: Ground, attempt: Try): Promise<readonly Row[]> {
  const row = rowOf(`a new run every ${EVENTS} events, messages in flight`);
  const caller = createCaller(main, load.gate, load.ledger);
  const las = outside.signing['las'];
  if (las === undefined) throw new Error('LAS has no key');
  for (let nth = 0; nth < times; nth += 1)
    await attempt(row, async () => {
      const [first, second] = [await begun(main), await begun(main)];
      await Promise.all([
        handedOver({ from: caller, to: caller, district: 'centrum', las, openingKey: first.key }),
        written(caller, 'sydvast', second.key),
      ]);
      for (const { caseRef } of [first, second])
        if (!(await isRenewed(main, caseRef))) throw new Error(`${caseRef} began no new run`);
    });
  return [row];
}

/** A case whose workflow waits, told to begin new runs early, for the command that opens it. */
async function begun({ witness, secretFile }: Installation): Promise<{ key: string; caseRef: string }> {
  const key = randomUUID();
  const unit = 'sav';
  const { temporal: connection, ring, namespaceOf } = witness;
  const command = commandId(readFileSync(secretFile), unit, sav, key);
  const caseRef = await createCaseReferences(ring).forCommand(unit, command);
  const payloadCodecs = [createPayloadCodec(unit, ring)];
  const client = new Client({ connection, namespace: namespaceOf(unit), dataConverter: { payloadCodecs } });
  await client.workflow.start(caseWorkflowType, {
    workflowId: caseRef,
    taskQueue: caseTaskQueue,
    args: [{ unit, caseRef, continueAfter: EVENTS }],
  });
  return { key, caseRef };
}

async function isRenewed({ witness }: Installation, workflowId: string): Promise<boolean> {
  const { temporal, namespaceOf } = witness;
  const asked = { namespace: namespaceOf('sav'), execution: { workflowId } };
  const { workflowExecutionInfo: info } = await temporal.workflowService.describeWorkflowExecution(asked);
  return info?.firstRunId !== info?.execution?.runId;
}
