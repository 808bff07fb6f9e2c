import type { Express, Request, RequestHandler, Response } from 'express';
import express from 'express';

import { note } from '../../telemetry/scope';
import { readBody } from '../http/body';
import { problemHandler, unknownAddress } from '../http/errors';
import { gate } from '../http/gate';
import { securityHeaders } from '../http/headers';
import { observed } from '../http/observed';
import { readJson } from '../http/json';
import { parse } from '../http/parse';
import { signedIn } from '../operations/staff';
import { Problem } from '../problem';
import type { CodecDeps } from './deps';
import { READ_PAYLOADS, caseOf, openPayloads } from './open-payloads';
import { pinnedTo } from './origin';
import { DecodeBody, fromWire, toWire } from './wire';

const MAX_BODY = 2 * 1024 * 1024;
/** Cases of one request; a page of the UI shows one. */
const MAX_CASES = 20;

/**
 * The codec server of Temporal's UI: what `POST /decode` is given comes back opened where the caller may open it (ADR 0018). It writes
 * nothing and encodes nothing.
 */
export function createCodecApp(deps: CodecDeps): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.enable('case sensitive routing');
  app.enable('strict routing');
  app.set('query parser', false);
  app.set('trust proxy', [...deps.trustedProxies]);
  app.use(observed(deps));
  app.use(securityHeaders);
  app.use(gate(deps));
  app.get('/healthz', (_request, response) => {
    note({ operation: 'health' });
    response.json({ status: 'up' });
  });
  app.use(pinnedTo(deps.uiOrigin));
  app.route('/decode').post(decode(deps)).all(wrongMethod);
  app.use(unknownAddress);
  app.use(problemHandler(deps));
  return app;
}

function decode(deps: CodecDeps): RequestHandler {
  return async (request: Request, response: Response) => {
    note({ operation: 'decode' });
    const reader = await signedIn(deps, request, { action: READ_PAYLOADS });
    const id = `${reader.unit}/${reader.person}`;
    deps.limits.identity(id);
    const body = parse(DecodeBody, readJson(await readBody(request, MAX_BODY)));
    const payloads = body.payloads.map(fromWire);
    const cases = new Set(payloads.map(caseOf));
    if (cases.size > MAX_CASES) throw new Problem('tooLarge');
    // Each case is a reading of its own, with a line of its own; the request itself has counted as the first.
    for (let nth = 1; nth < cases.size; nth += 1) deps.limits.identity(id);
    const namespace = request.get('X-Namespace') ?? '';
    const opened = await openPayloads(deps, { reader, namespace }, payloads);
    response.json({ payloads: opened.map(toWire) });
  };
}

const wrongMethod: RequestHandler = () => {
  throw new Problem('wrongMethod', { headers: { Allow: 'POST' } });
};
