import type { WorkflowClientInterceptor } from '@temporalio/client';
import { withTrace } from '../messages/trace-header';
import type { Tracer } from '../telemetry/tracing';

/**
 * Gives each letter that a case is told of a trace of its own. It begins at the border, wherever the letter came from: a trace that went
 * on from its sender's would tie two units' cases to each other (CON-6, ADR 0026).
 */
export function tracedSignals(tracer: Tracer): WorkflowClientInterceptor {
  return {
    signalWithStart: async (input, next) => {
      const span = tracer.start({ name: 'letter', kind: 'CLIENT' });
      const link = { traceId: span.id.traceId, parent: span.id.spanId, own: tracer.newSpanId() };
      const traits = { action: input.signalName, caseRef: input.options.workflowId };
      try {
        const runId = await next({ ...input, headers: withTrace(input.headers, link) });
        span.end(traits);
        return runId;
      } catch (error) {
        span.end(traits, true);
        throw error;
      }
    },
  };
}
