import type { RequestHandler } from 'express';

import { shownRules } from '../../messages/shown-names';
import { within } from '../../telemetry/scope';
import type { Scope } from '../../telemetry/scope';
import type { OpenSpan } from '../../telemetry/tracing';
import type { Deps } from '../deps';

/** What asks for the process and not for a case is counted, and has no line: it comes every few seconds, and why it is not ready is told by itself. */
const quiet: readonly string[] = ['health', 'ready', 'metrics'];

const SERVER_FAULT = 500;

/**
 * Counts and times each request, gives it a span, and writes its line when it is answered. A trace begins here: what a caller sends in
 * `traceparent` is not read, since it would tie the cases of two units to each other (CON-6, ADR 0026).
 */
export function observed(deps: Pick<Deps, 'metrics' | 'log' | 'tracer'>): RequestHandler {
  return (_request, response, next) => {
    const began = performance.now();
    const span = deps.tracer.start({ name: 'request', kind: 'SERVER' });
    const scope: Scope = { span: span.id, fields: {} };
    response.once('finish', () => {
      within(scope, () => {
        tell(deps, scope, span, { status: response.statusCode, ms: performance.now() - began });
      });
    });
    within(scope, () => {
      next();
    });
  };
}

function tell(
  { metrics, log }: Pick<Deps, 'metrics' | 'log'>,
  { fields }: Scope,
  span: OpenSpan,
  { status, ms }: { readonly status: number; readonly ms: number },
): void {
  const { operation = 'none', unit, caseRef, action = '', rules: found } = fields;
  const rules = found === undefined ? {} : { rules: shownRules(action, found) };
  metrics.answered(operation, status, ms / 1000);
  span.end({ operation, unit, caseRef, action: fields.action, ...rules, status }, status >= SERVER_FAULT);
  if (quiet.includes(operation)) return;
  log(status >= SERVER_FAULT ? 'warn' : 'info', 'answered', {
    ...fields,
    ...rules,
    status,
    ms: Math.round(ms),
  });
}
