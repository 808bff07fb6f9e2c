import type { WorkflowClientInterceptor } from '@temporalio/client';

import { withTrace } from '../messages/trace-header';
import type { TraceLink } from '../messages/trace-header';
import { spanHere } from '../telemetry/scope';
import type { Tracer } from '../telemetry/tracing';

/** Gives each update a span of its own, and the case's workflow the ids to go on with. */
export function tracedUpdates(tracer: Tracer): WorkflowClientInterceptor {
  const traced = async <T>(
    traits: { readonly action: string; readonly caseRef: string },
    call: (link: TraceLink) => Promise<T>,
  ): Promise<T> => {
    const span = tracer.start({ name: 'update', kind: 'CLIENT', parent: spanHere() });
    try {
      const started = await call({
        ...{ traceId: span.id.traceId, parent: span.id.spanId },
        own: tracer.newSpanId(),
      });
      span.end(traits);
      return started;
    } catch (error) {
      span.end(traits, true);
      throw error;
    }
  };
  return {
    startUpdate: (input, next) =>
      traced({ action: input.updateName, caseRef: input.workflowExecution.workflowId }, (link) =>
        next({ ...input, headers: withTrace(input.headers, link) }),
      ),
    startUpdateWithStart: (input, next) =>
      traced({ action: input.updateName, caseRef: input.workflowStartOptions.workflowId }, (link) =>
        next({ ...input, updateHeaders: withTrace(input.updateHeaders, link) }),
      ),
  };
}
