import type { InjectedSinks } from '@temporalio/worker';
import type { PartyId } from '../domain/kernel/actor';
import type { TraceSinks } from '../messages/trace-header';
import type { Tracer } from '../telemetry/tracing';

/** Where workflows tell of the steps that they have made: each becomes a span, under the id that its sender chose. */
export function traceSinks(unit: PartyId, tracer: Tracer): InjectedSinks<TraceSinks> {
  return {
    traces: {
      stepEnded: {
        fn: ({ workflowId }, { traceId, parent, own }, { action, startMs, isDone }) => {
          const span = tracer.start({
            ...{ name: 'step', kind: 'INTERNAL', spanId: own, startMs },
            parent: { traceId, spanId: parent },
          });
          span.end({ unit, caseRef: workflowId, action }, !isDone);
        },
        callDuringReplay: false,
      },
    },
  };
}
