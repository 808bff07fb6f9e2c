import { defaultPayloadConverter } from '@temporalio/common';
import type { Payload } from '@temporalio/common';
import type { Sinks } from '@temporalio/workflow';

/**
 * Where a message comes from in a trace: random ids and nothing else, since headers are not encrypted (ADR 0026). `own` is the id that the
 * work it starts has, chosen by the sender, because a workflow that replays may choose none.
 */
export interface TraceLink {
  readonly traceId: string;
  readonly parent: string;
  readonly own: string;
}

/** The header that carries it. */
export const traceHeader = 'sluss-trace';

/** What a workflow tells of a step that it has made, or could not make. */
export interface StepEnd {
  readonly action: string;
  readonly startMs: number;
  readonly isDone: boolean;
}

/** The way out of the workflow for what it tells. */
export interface TraceSinks extends Sinks {
  readonly traces: { readonly stepEnded: (link: TraceLink, end: StepEnd) => void };
}

type Headers = Readonly<Record<string, Payload>>;

const TRACE = /^[0-9a-f]{32}$/;
const SPAN = /^[0-9a-f]{16}$/;

/** The headers with the link among them. */
export function withTrace(headers: Headers, link: TraceLink): Record<string, Payload> {
  return { ...headers, [traceHeader]: defaultPayloadConverter.toPayload(link) };
}

/** The link in the headers; undefined where there is none, or something else under its name. */
export function traceIn(headers: Headers): TraceLink | undefined {
  const payload = headers[traceHeader];
  if (payload === undefined) return undefined;
  const { traceId, parent, own } = defaultPayloadConverter.fromPayload<Partial<TraceLink>>(payload);
  const isLink = TRACE.test(traceId ?? '') && SPAN.test(parent ?? '') && SPAN.test(own ?? '');
  return isLink ? ({ traceId, parent, own } as TraceLink) : undefined;
}
