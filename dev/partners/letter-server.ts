import express from 'express';
import type { ErrorRequestHandler, Express, Request, Response } from 'express';

import type { WireLetter } from '../../domain/letters/wire';
import { verifyRequest } from '../../security/letter-signature';
import type { PartnerKey } from '../../security/party-keys';
import type { Letterbox } from './letterbox';

interface LetterServerOptions {
  readonly origin: string;
  readonly keys: (keyId: string) => PartnerKey | undefined;
  readonly box: Letterbox;
  /** Out of order: everything is answered with 503. */
  readonly isDown: () => boolean;
}

/** Whether the request is well signed; answers 401 itself when it is not (PIN-1). */
function isSigned(request: Request, response: Response, { origin, keys }: LetterServerOptions): boolean {
  const verified = verifyRequest({
    method: request.method,
    url: `${origin}${request.originalUrl}`,
    headers: request.headers,
    body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
    now: new Date(),
    keys,
  });
  if (!verified.ok)
    response.status(401).json({ title: 'The signature does not hold', reason: verified.reason });
  return verified.ok;
}

/**
 * A system that takes signed letters, as a partner would run it: `POST /letters` answers 202 once and again for the
 * same letter, `GET /letters/{id}` tells whether it has come.
 */
export function letterServer(options: LetterServerOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use('/letters', express.raw({ type: () => true, limit: '1mb' }));
  app.use('/letters', (_request, response, next) => {
    if (options.isDown()) response.status(503).set('Retry-After', '2').json({ title: 'The system is down' });
    else next();
  });
  app.post('/letters', (request, response) => {
    if (!isSigned(request, response, options)) return;
    const letter = JSON.parse((request.body as Buffer).toString('utf8')) as WireLetter;
    options.box.take(letter);
    response.status(202).json({ letterId: letter.letterId, standing: 'received' });
  });
  app.get('/letters/:id', (request, response) => {
    if (!isSigned(request, response, options)) return;
    const known = options.box.has(request.params.id);
    response
      .status(known ? 200 : 404)
      .json({ letterId: request.params.id, standing: known ? 'received' : 'unknown' });
  });
  return app;
}

/** The service could not be reached: the stand-in says so, and the same call may be made again. */
export const serviceAway: ErrorRequestHandler = (error, _request, response, next) => {
  if (response.headersSent) next(error);
  else response.status(503).set('Retry-After', '1').json({ title: 'The service could not be reached' });
};
