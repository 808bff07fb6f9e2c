import { randomBytes } from 'node:crypto';

import { ROOT_CONTEXT, SpanKind, SpanStatusCode, TraceFlags, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';

import type { SpanId } from './scope';

/** All that a span may say of itself (ADR 0026). */
export interface Traits {
  readonly unit?: string | undefined;
  readonly caseRef?: string | undefined;
  readonly operation?: string | undefined;
  readonly action?: string | undefined;
  readonly rules?: readonly string[] | undefined;
  readonly status?: number | undefined;
  readonly attempt?: number | undefined;
  readonly outcome?: string | undefined;
}

/** A span that has begun. */
export interface OpenSpan {
  readonly id: SpanId;
  readonly end: (traits?: Traits, failed?: boolean) => void;
}

/** How a span begins. */
export interface SpanStart {
  readonly name: string;
  readonly kind: keyof typeof SpanKind;
  /** Absent where a trace begins. */
  readonly parent?: SpanId | undefined;
  /** Where another process gave the span its id already. */
  readonly spanId?: string;
  /** Milliseconds since 1970; now unless told. */
  readonly startMs?: number;
}

/** Traces of one process. Without an address to send them to there are only ids, and nothing is sent. */
export interface Tracer {
  readonly isOn: boolean;
  readonly start: (start: SpanStart) => OpenSpan;
  /** An id for a span that begins elsewhere. */
  readonly newSpanId: () => string;
  /** Sends what has not been sent. */
  readonly close: () => Promise<void>;
}

const SPAN_BYTES = 8;
const TRACE_BYTES = 16;

const hex = (bytes: number): string => randomBytes(bytes).toString('hex');
const newSpanId = (): string => hex(SPAN_BYTES);

const OWN_MACHINE = ['127.0.0.1', '[::1]', 'localhost'];

/**
 * The address that the environment names for traces: an OTLP receiver over HTTP, as `http://127.0.0.1:4318/v1/traces`. To another machine
 * only by https, as letters go: which case did what, and when, is for nobody on the way.
 */
export function tracesUrlIn({
  SLUSS_TRACES_URL: url = '',
  SLUSS_PLAIN_HTTP_HOSTS: plainHosts = '',
}: Readonly<Record<string, string | undefined>>): string | undefined {
  if (url === '') return undefined;
  if (!/^https?:\/\/[^\s?#]+$/.test(url) || !URL.canParse(url))
    throw new Error('SLUSS_TRACES_URL must be an http or https address without query or fragment');
  const { protocol, hostname } = new URL(url);
  const plain = [...OWN_MACHINE, ...plainHosts.split(',').map((host) => host.trim())];
  if (protocol !== 'https:' && !plain.includes(hostname))
    throw new Error(
      'SLUSS_TRACES_URL must be https to another machine, or its host be named in SLUSS_PLAIN_HTTP_HOSTS if nobody else is in its network',
    );
  return url;
}

/** Traces by OpenTelemetry, sent to an OTLP receiver; off without an address. */
export function createTracer(process: string, url: string | undefined): Tracer {
  return url === undefined ? idsOnly : sending(process, url);
}

const idsOnly: Tracer = {
  isOn: false,
  start: ({ parent }) => ({
    id: { traceId: parent?.traceId ?? hex(TRACE_BYTES), spanId: newSpanId() },
    end: () => undefined,
  }),
  newSpanId,
  close: () => Promise.resolve(),
};

function sending(process: string, url: string): Tracer {
  const ids = { next: undefined as string | undefined };
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': `sluss-${process}` }),
    idGenerator: { generateTraceId: () => hex(TRACE_BYTES), generateSpanId: () => ids.next ?? newSpanId() },
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter({ url }))],
  });
  const tracer = provider.getTracer('sluss');
  return {
    isOn: true,
    start: ({ name, kind, parent, spanId, startMs }) => {
      ids.next = spanId;
      const times = startMs === undefined ? {} : { startTime: startMs };
      const span = tracer.startSpan(name, { kind: SpanKind[kind], ...times }, contextOf(parent));
      ids.next = undefined;
      return {
        id: span.spanContext(),
        end: (traits = {}, failed = false) => {
          span.setAttributes(attributesOf(traits));
          // No words: those of an error may quote what it worked on.
          if (failed) span.setStatus({ code: SpanStatusCode.ERROR });
          span.end();
        },
      };
    },
    newSpanId,
    close: () => provider.shutdown(),
  };
}

function contextOf(parent: SpanId | undefined) {
  if (parent === undefined) return ROOT_CONTEXT;
  const { traceId, spanId } = parent;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags: TraceFlags.SAMPLED });
}

/** The names that the traits have outside. */
function attributesOf(traits: Traits): Record<string, string | number | string[]> {
  const { unit, caseRef, operation, action, rules, status, attempt, outcome } = traits;
  const named = {
    'sluss.unit': unit,
    'sluss.case': caseRef,
    'sluss.operation': operation,
    'sluss.action': action,
    'sluss.rules': rules === undefined ? undefined : [...rules],
    'sluss.attempt': attempt,
    'sluss.outcome': outcome,
    'http.response.status_code': status,
  };
  return Object.fromEntries(
    Object.entries(named).filter(
      (entry): entry is [string, string | number | string[]] => entry[1] !== undefined,
    ),
  );
}
