import type { WorkflowClientInterceptor } from '@temporalio/client';

import { withTrace } from '../messages/trace-header';
import { spanHere } from '../telemetry/scope';
import type { Tracer } from '../telemetry/tracing';

/** Gives each update a span of its own, and the case's workflow the ids to go on with. */
export function tracedUpdates(tracer: Tracer): WorkflowClientInterceptor {
  return {
    startUpdateWithStart: async (input, next) => {
      const span = tracer.start({ name: 'update', kind: 'CLIENT', parent: spanHere() });
      const link = { traceId: span.id.traceId, parent: span.id.spanId, own: tracer.newSpanId() };
      const traits = { action: input.updateName, caseRef: input.workflowStartOptions.workflowId };
      try {
        const started = await next({ ...input, updateHeaders: withTrace(input.updateHeaders, link) });
        span.end(traits);
        return started;
      } catch (error) {
        span.end(traits, true);
        throw error;
      }
    },
  };
}
