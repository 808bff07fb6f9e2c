import { DefaultLogger } from '@temporalio/worker';
import type { Logger } from '@temporalio/worker';
import { traitsOf } from '../activities/failures';
import { visible } from '../security/visible';

/** Of what the SDK tells beside its message, only this is written: references and names, never content (ADR 0005). */
const told = [
  'namespace',
  'workflowId',
  'workflowType',
  'activityType',
  'attempt',
  'caseRef',
  'letterId',
  'what',
  'stack',
];

/** One line of JSON, in which nothing can forge a line or hide a part of one. */
export function writeLine(
  level: string,
  message: string,
  fields: Readonly<Record<string, unknown>> = {},
): void {
  console.log(visible(JSON.stringify({ time: new Date().toISOString(), level, message, ...fields })));
}

/** The SDK's log as lines of JSON; of an error its name and place, since its message may quote what it worked on. */
export const logger: Logger = new DefaultLogger('WARN', ({ level, message, meta }) => {
  const fields = Object.entries(meta ?? {}).filter(([name]) => told.includes(name));
  const error = meta?.['error'] === undefined ? {} : traitsOf(meta['error']);
  writeLine(level.toLowerCase(), message, { ...Object.fromEntries(fields), ...error });
});

/** A fault in a part of the worker that goes on by itself. */
export function report(what: string, error: unknown): void {
  writeLine('warn', 'something could not be done and is tried again', { what, ...traitsOf(error) });
}
