import type { Registry } from 'prom-client';

import { traitsOf } from '../security/error-traits';
import { createLog, levelIn } from './log';
import type { Log } from './log';
import { monitorIn } from './monitor';
import type { MonitorAddress } from './monitor';
import { processRegistry } from './registry';
import { createTracer, tracesUrlIn } from './tracing';
import type { Tracer } from './tracing';

/** By what a process tells how it is. */
export interface Telling {
  readonly log: Log;
  readonly tracer: Tracer;
  readonly registry: Registry;
  readonly monitor: MonitorAddress;
  /** Writes one line about a fault: a reference and what kind it is, nothing of what was sent or read. */
  readonly report: (reference: string, fault: unknown) => void;
}

/** As the environment says; throws what a person has to mend. */
export function tellingOf(process: string, env: Readonly<Record<string, string | undefined>>): Telling {
  const log = createLog({ process, from: levelIn(env) });
  return {
    log,
    tracer: createTracer(process, tracesUrlIn(env)),
    registry: processRegistry(),
    monitor: monitorIn(env),
    report: (reference, fault) => {
      log('error', 'a fault', { reference, ...traitsOf(fault) });
    },
  };
}
