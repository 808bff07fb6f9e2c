import { WorkflowNotFoundError } from '@temporalio/client';
import { defaultPayloadConverter } from '@temporalio/common';
import { temporal } from '@temporalio/proto';
import { toInstant } from '../../../domain/time/instant';
import type { Instant } from '../../../domain/time/instant';
import { counted } from '../counted';
import type { UnitTemporal } from '../parts';

/** How the run of a case stands, told by the engine without opening anything. */
export interface RunStanding {
  /** A workflow task that is not done, how often it was tried, and since when it waits. */
  readonly task?: { readonly attempt: number; readonly since: Instant };
  /** What the last workflow task that failed failed of. */
  readonly lastTaskFailure?: string;
  /** What the last attempt of a delivery failed of. */
  readonly deliveryFailure?: string;
  /** The last answer that the run asked the journal for did not come. */
  readonly journalAwaySince?: Instant;
}

type Description = temporal.api.workflowservice.v1.IDescribeWorkflowExecutionResponse;
type HistoryEvent = temporal.api.history.v1.IHistoryEvent;
type Timestamp = temporal.api.history.v1.IHistoryEvent['eventTime'];

const CALL_MS = 20_000;
/** The end of a history tells what a run is at. */
const LAST_EVENTS = 30;

/** How the running workflow of a case stands; undefined where none runs. */
export async function runOf(
  { client, namespace }: Pick<UnitTemporal, 'client' | 'namespace'>,
  caseRef: string,
): Promise<RunStanding | undefined> {
  try {
    return await client.withDeadline(Date.now() + CALL_MS, async () => {
      const { status, raw } = await client.workflow.getHandle(caseRef).describe();
      if (status.name !== 'RUNNING') return undefined;
      const { history } = await client.workflowService.getWorkflowExecutionHistoryReverse({
        ...{ namespace, execution: raw.workflowExecutionInfo?.execution ?? null },
        maximumPageSize: LAST_EVENTS,
      });
      return { ...inDescription(raw), ...inEvents(history?.events ?? []) };
    });
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  }
}

function inDescription({ pendingWorkflowTask, pendingActivities }: Description): RunStanding {
  const failed = (pendingActivities ?? []).find(({ lastFailure }) => Boolean(lastFailure));
  return {
    ...(pendingWorkflowTask ? { task: taskOf(pendingWorkflowTask) } : {}),
    ...(failed === undefined ? {} : { deliveryFailure: failureOf(failed) }),
  };
}

function taskOf({
  attempt,
  originalScheduledTime,
  scheduledTime,
}: NonNullable<Description['pendingWorkflowTask']>): RunStanding['task'] & {} {
  return { attempt: attempt ?? 1, since: instantOf(originalScheduledTime ?? scheduledTime) };
}

function failureOf({ attempt, lastFailure }: NonNullable<Description['pendingActivities']>[number]): string {
  return `${counted(attempt ?? 0, 'try', 'tries')}, the last: ${lastFailure?.applicationFailureInfo?.type ?? 'no answer'}`;
}

/** Newest first. */
function inEvents(
  events: readonly HistoryEvent[],
): Pick<RunStanding, 'lastTaskFailure' | 'journalAwaySince'> {
  const failed = events.find((event) => Boolean(event.workflowTaskFailedEventAttributes));
  const asked = events.find(isAnswer);
  return {
    ...(failed === undefined ? {} : { lastTaskFailure: causeOf(failed) }),
    ...(asked?.markerRecordedEventAttributes?.failure
      ? { journalAwaySince: instantOf(asked.eventTime) }
      : {}),
  };
}

function isAnswer({ markerRecordedEventAttributes: marker }: HistoryEvent): boolean {
  const data = marker?.details?.['data']?.payloads?.[0];
  if (data === undefined) return false;
  const { activity_type: name } = defaultPayloadConverter.fromPayload<{ activity_type?: string }>(data);
  return name === 'load' || name === 'append';
}

/** The engine's word for it, and the kind of error: its message is sealed. */
function causeOf({ workflowTaskFailedEventAttributes: attributes }: HistoryEvent): string {
  const cause = temporal.api.enums.v1.WorkflowTaskFailedCause[attributes?.cause ?? 0] ?? '';
  const type = attributes?.failure?.applicationFailureInfo?.type ?? '';
  return [cause.replace('WORKFLOW_TASK_FAILED_CAUSE_', ''), type].filter((part) => part !== '').join(', ');
}

function instantOf(at: Timestamp): Instant {
  return toInstant(Number(at?.seconds ?? 0) * 1000);
}
