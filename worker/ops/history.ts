import { WorkflowNotFoundError } from '@temporalio/client';
import type { WorkflowHandle } from '@temporalio/client';
import { defaultPayloadConverter } from '@temporalio/common';
import type { Payload } from '@temporalio/common';
import type { Step } from '../../domain/kernel/step';
import { PayloadRefused } from '../../security/payload-codec';
import type { UnitTemporal } from './parts';

type HistoryEvent = NonNullable<Awaited<ReturnType<WorkflowHandle['fetchHistory']>>['events']>[number];

/** What a case's workflow knows, told by its history alone (ADR 0025). */
export interface Told {
  readonly runId: string;
  readonly isRunning: boolean;
  /** When the latest run began, in ms. */
  readonly startedMs: number;
  /** Whether the latest run has read the journal; before that it knows nothing of its own. */
  readonly hasLoaded: boolean;
  /** The last step that the latest run knows, 0 for none. */
  readonly knows: number;
  /** Every step that the journal answered it or the run that it continues with, by its number. */
  readonly steps: ReadonlyMap<number, Step>;
  /** Letters of which a delivery is under way. */
  readonly delivering: ReadonlySet<string>;
  /** Why some of its payloads do not open; steps and deliveries are then those of the others. */
  readonly unreadable?: string;
  /** How many answers of the journal stand in the history, readable or not. */
  readonly answers: number;
}

interface Run {
  readonly runId: string;
  readonly isRunning: boolean;
  readonly events: HistoryEvent[];
}

const CALL_MS = 20_000;

/** The history of that run, or of the latest; undefined where there was none, or none any more. */
export async function historyOf(
  { client }: Pick<UnitTemporal, 'client'>,
  caseRef: string,
  run?: string,
): Promise<Run | undefined> {
  try {
    return await client.withDeadline(Date.now() + CALL_MS, async () => {
      const { runId, status } = await client.workflow.getHandle(caseRef, run).describe();
      const { events } = await client.workflow.getHandle(caseRef, runId).fetchHistory();
      return { runId, isRunning: status.name === 'RUNNING', events: events ?? [] };
    });
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  }
}

/** Reads what a case's workflow knows. The content is opened in memory and goes nowhere. */
export async function toldBy(unit: UnitTemporal, caseRef: string): Promise<Told | undefined> {
  const latest = await historyOf(unit, caseRef);
  if (latest === undefined) return undefined;
  const told = await toldByRun(unit, caseRef, latest);
  const before = await loadedBefore(unit, caseRef, latest);
  return before === undefined ? told : joined(told, before);
}

/**
 * What the last run before knew that had read the journal. A run that continues another reads it anew, and by then the database may be
 * an older one: what was acknowledged before would be seen by nobody.
 */
async function loadedBefore(unit: UnitTemporal, caseRef: string, run: Run): Promise<Told | undefined> {
  for (let named = continuedBy(run); named !== '';) {
    const before = await historyOf(unit, caseRef, named);
    if (before === undefined) return undefined;
    const told = await toldByRun(unit, caseRef, before);
    if (told.hasLoaded) return told;
    named = continuedBy(before);
  }
  return undefined;
}

function continuedBy({ events: [first] }: Run): string {
  return first?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId ?? '';
}

/** Where both know another step under one number, the one that was acknowledged first counts. */
function joined(told: Told, { steps, unreadable }: Told): Told {
  const all = { ...told, steps: new Map([...told.steps, ...steps]) };
  return told.hasLoaded || unreadable === undefined ? all : { ...all, unreadable };
}

async function toldByRun(
  unit: UnitTemporal,
  caseRef: string,
  { runId, isRunning, events }: Run,
): Promise<Told> {
  const answers = events.flatMap(answersOf);
  const told = {
    ...{ runId, isRunning, startedMs: msOf(events[0]), answers: answers.length },
    hasLoaded: answers.length > 0,
  };
  const opened = await openAll<Answer>(unit, caseRef, answers);
  const steps = new Map(
    opened.plain.flatMap(({ steps: found = [] }) => found).map((step) => [step.seq, step]),
  );
  const delivering = await openAll<string>(unit, caseRef, deliveriesBegun(events));
  const unreadable = opened.refused ?? delivering.refused;
  return {
    ...{ ...told, steps, knows: Math.max(0, ...steps.keys()), delivering: new Set(delivering.plain) },
    ...(unreadable === undefined ? {} : { unreadable }),
  };
}

/** Of what load and append answer, the steps. */
interface Answer {
  readonly steps?: readonly Step[];
}

/** A local activity's name stands in the clear, its answer does not. */
function answersOf({ markerRecordedEventAttributes: marker }: HistoryEvent): readonly Payload[] {
  const of = (detail: string): Payload | undefined => marker?.details?.[detail]?.payloads?.[0];
  const [data, result] = [of('data'), of('result')];
  if (data === undefined || result === undefined) return [];
  const { activity_type: name } = defaultPayloadConverter.fromPayload<{ activity_type?: string }>(data);
  return name === 'load' || name === 'append' ? [result] : [];
}

async function opens<T>({ codec, namespace }: UnitTemporal, caseRef: string, payload: Payload): Promise<T> {
  const [plain] = await codec.decode([payload], { type: 'workflow', namespace, workflowId: caseRef });
  if (plain === undefined) throw new Error('The codec gave nothing');
  return defaultPayloadConverter.fromPayload<T>(plain);
}

/** What opens, and why the first of the others does not. */
async function openAll<T>(
  unit: UnitTemporal,
  caseRef: string,
  payloads: readonly Payload[],
): Promise<{ readonly plain: readonly T[]; readonly refused?: string }> {
  const plain: T[] = [];
  let refused: string | undefined;
  for (const payload of payloads)
    try {
      plain.push(await opens<T>(unit, caseRef, payload));
    } catch (error) {
      if (!(error instanceof PayloadRefused)) throw error;
      refused ??= error.reason;
    }
  return { plain, ...(refused === undefined ? {} : { refused }) };
}

/** The letter of each delivery that has not ended. */
function deliveriesBegun(events: readonly HistoryEvent[]): readonly Payload[] {
  const ended = new Set(events.flatMap(endedActivity));
  return events.flatMap(({ eventId, activityTaskScheduledEventAttributes: scheduled }) => {
    const letterId = scheduled?.input?.payloads?.[2];
    return letterId === undefined || ended.has(String(eventId)) ? [] : [letterId];
  });
}

function endedActivity(event: HistoryEvent): readonly string[] {
  const end =
    event.activityTaskCompletedEventAttributes ??
    event.activityTaskFailedEventAttributes ??
    event.activityTaskTimedOutEventAttributes ??
    event.activityTaskCanceledEventAttributes;
  return end ? [String(end.scheduledEventId)] : [];
}

function msOf(event: HistoryEvent | undefined): number {
  return Number(event?.eventTime?.seconds ?? 0) * 1000;
}
