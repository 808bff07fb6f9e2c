import { DefaultLogger } from '@temporalio/worker';
import type { Logger } from '@temporalio/worker';
import type { FailureLog } from '../activities/failures';
import { traitsOf } from '../security/error-traits';
import { createLog, knownOf, levels } from '../telemetry/log';
import type { Fields, Log } from '../telemetry/log';
import type { Telling } from '../telemetry/telling';
import { createWorkerMetrics } from '../telemetry/worker-metrics';
import type { WorkerMetrics } from '../telemetry/worker-metrics';

const toolLog = createLog({ process: 'tool' });

/** By what a worker tells how it is. */
export interface WorkerTelling extends Telling {
  readonly metrics: WorkerMetrics;
  /** What an activity tells when the outside fails it. */
  readonly failed: FailureLog;
}

/** What the process tells, with the worker's own figures; a fault in a part that goes on by itself is no error. */
export function workerTelling(telling: Telling): WorkerTelling {
  const metrics = createWorkerMetrics(telling.registry);
  const tell = (message: string, fields: Fields): void => {
    metrics.fault(fields.what ?? '', fields.error);
    telling.log('warn', message, fields);
  };
  return {
    ...telling,
    metrics,
    failed: (message, fields) => {
      tell(message, knownOf(fields));
    },
    report: (what, error) => {
      tell('something could not be done and is tried again', { what, ...traitsOf(error) });
    },
  };
}

/** As {@link WorkerTelling.report}, for the operator's tools, which count nothing. */
export function report(what: string, error: unknown): void {
  toolLog('warn', 'something could not be done and is tried again', { what, ...traitsOf(error) });
}

/** The SDK's log as lines of the process's own; of an error its name and place, since its message may quote what it worked on. */
export function sdkLogger(log: Log): Logger {
  return new DefaultLogger('WARN', ({ level, message, meta = {} }) => {
    const known = levels.find((own) => own === level.toLowerCase()) ?? 'warn';
    const error = meta['error'] === undefined ? {} : traitsOf(meta['error']);
    log(known, message, { ...knownOf(meta), ...error });
  });
}
