import type { ActivityExecuteInput, ActivityInterceptorsFactory } from '@temporalio/worker';
import type { PartyId } from '../domain/kernel/actor';
import { traceIn } from '../messages/trace-header';
import { within } from '../telemetry/scope';
import type { OpenSpan } from '../telemetry/tracing';
import { toldOf } from './told-activities';
import type { WorkerTelling } from './log';

type Telling = Pick<WorkerTelling, 'log' | 'metrics' | 'tracer'>;

/** Times and counts the activities of a unit, writes a line for each step and each delivery, and gives each a span where traces are on. */
export function observedActivities(unit: PartyId, telling: Telling): ActivityInterceptorsFactory {
  return ({ info }) => ({
    inbound: {
      execute: async (input, next) => {
        const { activityType: name, attempt, workflowExecution } = info;
        const began = performance.now();
        const span = telling.tracer.isOn ? spanOf(telling, name, input) : undefined;
        const about = { unit, attempt, ...caseNamed(workflowExecution?.workflowId) };
        const end = (result?: { readonly value: unknown }): void => {
          const ms = performance.now() - began;
          const told = toldOf(name, input.args, result);
          told?.count(telling.metrics, ms / 1000);
          span?.end({ ...about, ...told?.fields }, result === undefined);
          if (told !== undefined) telling.log('info', name, { ...about, ...told.fields, ms: Math.round(ms) });
        };
        const work = async (): Promise<unknown> => {
          try {
            const value = await next(input);
            end({ value });
            return value;
          } catch (error) {
            end();
            throw error;
          }
        };
        return span === undefined ? work() : within({ span: span.id, fields: {} }, work);
      },
    },
  });
}

/** Part of the step that the workflow makes; where there is none, as on the clock's own, a trace begins here. */
function spanOf({ tracer }: Telling, name: string, { headers }: ActivityExecuteInput): OpenSpan {
  const link = traceIn(headers);
  const parent = link === undefined ? undefined : { traceId: link.traceId, spanId: link.own };
  return tracer.start({ name, kind: 'INTERNAL', parent });
}

function caseNamed(caseRef: string | undefined): { readonly caseRef?: string } {
  return caseRef === undefined ? {} : { caseRef };
}
