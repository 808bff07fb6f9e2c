import type { RequestHandler } from 'express';

import { Problem } from '../problem';

/** What the UI sends: its access token, and the ID token, which nobody reads here. */
const HEADERS = 'Authorization, Authorization-Extras, Content-Type, X-Namespace';
const REMEMBER_SECONDS = 600;

/**
 * Lets pages of Temporal's UI call from its own origin, and pages of any other not at all (CORS). A program that is no browser
 * names no origin; it needs a token like everybody.
 */
export function pinnedTo(uiOrigin: string): RequestHandler {
  return (request, response, next) => {
    const { origin } = request.headers;
    response.vary('Origin');
    if (origin === undefined) {
      next();
      return;
    }
    if (origin !== uiOrigin) throw new Problem('notFound');
    response.set({ 'Access-Control-Allow-Origin': uiOrigin, 'Access-Control-Allow-Credentials': 'true' });
    if (request.method !== 'OPTIONS') {
      next();
      return;
    }
    response.set({
      'Access-Control-Allow-Methods': 'POST',
      'Access-Control-Allow-Headers': HEADERS,
      'Access-Control-Max-Age': String(REMEMBER_SECONDS),
    });
    response.status(204).end();
  };
}
