import { randomUUID } from 'node:crypto';

import type { ErrorRequestHandler, RequestHandler } from 'express';

import { KeyAway } from '../../security/key-away';
import { BadCursor, StoreAway } from '../../store/errors';
import type { ApiFault } from '../../telemetry/api-metrics';
import { note } from '../../telemetry/scope';
import type { Deps } from '../deps';
import { Problem } from '../problem';
import type { ProblemKind } from '../problem-kinds';
import { languageOf } from './language';

/** Whatever no operation took. */
export const unknownAddress: RequestHandler = () => {
  throw new Problem('notFound');
};

/** Turns whatever was thrown into problem+json: no stack, nothing of what was sent (ADR 0010). */
export function problemHandler(deps: Pick<Deps, 'metrics' | 'report'>): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    const problem = toProblem(deps, error);
    deps.metrics.refusedBy(problem.rules);
    const fault = faultOf(problem);
    if (fault !== undefined) deps.metrics.fault(fault);
    if (problem.rules.length > 0) note({ rules: problem.rules });
    // The client has part of an answer already: Express cuts it short.
    if (response.headersSent) {
      next(problem);
      return;
    }
    const language = languageOf(request);
    response
      .status(problem.status)
      .set(problem.headers)
      .set('Content-Language', language)
      .type('application/problem+json')
      .send(JSON.stringify(problem.body(language)));
  };
}

const faults: Partial<Record<ProblemKind, ApiFault>> = {
  ...{ unavailable: 'unavailable', keyAway: 'keyAway', signInAway: 'signInAway', internal: 'internal' },
};

/** What failed, where it is nobody's refusal. */
function faultOf({ kind, details }: Problem): ApiFault | undefined {
  return details.cause instanceof StoreAway ? 'storeAway' : faults[kind];
}

function badCursor(): Problem {
  const message = { en: 'is no cursor of this list', sv: 'är ingen markör i den här listan' };
  return new Problem('invalid', { errors: [{ path: 'cursor', message }] });
}

function toProblem(deps: Pick<Deps, 'report'>, error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof StoreAway) return new Problem('unavailable', { cause: error });
  if (error instanceof KeyAway) return new Problem('keyAway', { cause: error });
  if (error instanceof BadCursor) return badCursor();
  // What Express itself objects to: an address that cannot be decoded.
  if (error instanceof URIError) return new Problem('notFound');
  const reference = randomUUID();
  deps.report(reference, error);
  return new Problem('internal', { reference });
}
