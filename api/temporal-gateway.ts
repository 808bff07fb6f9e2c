import type { Connection } from '@temporalio/client';
import {
  Client,
  ServiceError,
  WithStartWorkflowOperation,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
  isGrpcServiceError,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';

import type { PartyId } from '../domain/kernel/actor';
import type { Refusal } from '../domain/kernel/refusal';
import type {
  CaseCommand as Command,
  CaseFailure,
  CaseInput,
  CommandAnswer,
} from '../messages/case-messages';
import { caseTaskQueue, caseWorkflowType, namespaceOf, updateFor } from '../messages/case-messages';
import type { KeyRing } from '../security/key-ring';
import { createPayloadCodec } from '../security/payload-codec';
import type { Tracer } from '../telemetry/tracing';
import type { CaseCommand, CaseGateway, CommandOutcome } from './gateway';
import { persistentUpdates } from './persistent-updates';
import { tracedUpdates } from './traced-updates';

/** Without it an update waits for ever when no worker runs (ADR 0002). */
const ANSWER_MS = 10_000;

/** What the gateway needs; the units are those that this process serves. */
export interface TemporalGatewayOptions {
  readonly connection: Connection;
  readonly namespacePrefix: string;
  readonly units: readonly PartyId[];
  readonly keyRing: KeyRing;
  readonly tracer: Tracer;
}

type CaseWorkflow = (input: CaseInput) => Promise<void>;

/** Sends commands to the cases of each unit's own namespace, under that unit's own codec (ADR 0005). */
export function createTemporalGateway(options: TemporalGatewayOptions): CaseGateway {
  const clients = new Map(options.units.map((unit) => [unit, clientOf(unit, options)] as const));
  return {
    run: async (command) => {
      const client = clients.get(command.unit);
      if (client === undefined) return { kind: 'refused', refusal: { kind: 'foreign', obstacles: [] } };
      try {
        const { step } = await client.withDeadline(Date.now() + ANSWER_MS, () => update(client, command));
        return { kind: 'done', ...(step === undefined ? {} : { step }) };
      } catch (error) {
        return outcomeOf(error);
      }
    },
  };
}

function clientOf(
  unit: PartyId,
  { connection, namespacePrefix, keyRing, tracer }: TemporalGatewayOptions,
): Client {
  return new Client({
    connection,
    namespace: namespaceOf(namespacePrefix, unit),
    dataConverter: {
      payloadCodecs: [createPayloadCodec(unit, keyRing)],
      failureConverterPath: require.resolve('../security/failure-converter'),
    },
    interceptors: { workflow: [...(tracer.isOn ? [tracedUpdates(tracer)] : []), persistentUpdates()] },
  });
}

async function update(
  client: Client,
  { unit, caseRef, commandId, attempt, reader, ...asked }: CaseCommand,
): Promise<CommandAnswer> {
  const definition = updateFor(asked.action.name);
  if (definition === undefined) throw new Error(`No update carries the action ${asked.action.name}`);
  const asking = {
    updateId: `${commandId}.${attempt}`,
    args: [{ commandId, actor: reader, ...asked }] as [Command],
  };
  if (asked.seenSeq > 0) {
    const answered = await unlessGone(client.workflow.getHandle(caseRef).executeUpdate(definition, asking));
    if (answered !== undefined) return answered;
  }
  // A case in the journal without a workflow is mended by starting it (ADR 0002).
  const start = new WithStartWorkflowOperation<CaseWorkflow>(caseWorkflowType, {
    workflowId: caseRef,
    taskQueue: caseTaskQueue,
    args: [{ unit, caseRef }],
    workflowIdConflictPolicy: 'USE_EXISTING',
  });
  return client.workflow.executeUpdateWithStart(definition, { ...asking, startWorkflowOperation: start });
}

async function unlessGone<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  }
}

function outcomeOf(error: unknown): CommandOutcome {
  if (error instanceof WorkflowUpdateFailedError) return endedAs(error.cause);
  const away =
    error instanceof ServiceError ||
    error instanceof WorkflowUpdateRPCTimeoutOrCancelledError ||
    isGrpcServiceError(error);
  if (away) return { kind: 'unanswered' };
  throw error;
}

/** The types that a case's failures have, each as the outcome that it stands for. */
const refusals: readonly string[] = [
  'refused',
  'notPermitted',
  'foreign',
  'changed',
] satisfies readonly CaseFailure[];

function endedAs(cause: Error | undefined): CommandOutcome {
  if (cause instanceof ApplicationFailure && refusals.includes(cause.type ?? '')) {
    const [refusal] = cause.details ?? [];
    // The workflow's own words (`refusalFailure`): the first detail is the refusal.
    return { kind: 'refused', refusal: refusal as Refusal };
  }
  const isFault = cause instanceof ApplicationFailure && cause.type === ('fault' satisfies CaseFailure);
  return { kind: isFault ? 'fault' : 'unavailable' };
}
