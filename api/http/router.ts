import type { Express, Request, RequestHandler, Response } from 'express';

import { shownOperation } from '../../messages/shown-names';
import { note } from '../../telemetry/scope';
import type { Deps } from '../deps';
import type { Answer, Operation } from '../operations/operation';
import { Problem } from '../problem';
import { languageOf } from './language';

/** Puts every operation of the table on its address; other methods of a known address are 405. */
export function route(app: Express, deps: Deps, operations: readonly Operation[]): void {
  for (const path of new Set(operations.map((operation) => operation.path))) {
    const here = operations.filter((operation) => operation.path === path);
    const address = app.route(path.replaceAll(/\{(\w+)\}/g, ':$1'));
    for (const operation of here) address[operation.method](handler(deps, operation));
    address.all(wrongMethod(here));
  }
}

function handler(deps: Deps, operation: Operation): RequestHandler {
  return async (request: Request, response: Response) => {
    note({ operation: shownOperation(operation.id) });
    const language = languageOf(request);
    const answer = await operation.run(deps, { request, language });
    response.setHeader('Content-Language', language);
    send(response, answer);
  };
}

function send(response: Response, { status, body, headers = {}, text }: Answer): void {
  response.status(status).set(headers);
  if (text === undefined) response.json(body);
  else response.type(text.type).send(text.content);
}

function wrongMethod(here: readonly Operation[]): RequestHandler {
  const allowed = here.flatMap(({ method }) => (method === 'get' ? ['GET', 'HEAD'] : ['POST']));
  return () => {
    throw new Problem('wrongMethod', { headers: { Allow: allowed.join(', ') } });
  };
}
