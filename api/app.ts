import type { Express } from 'express';
import express from 'express';

import type { Deps } from './deps';
import { mountDocs } from './docs';
import { problemHandler, unknownAddress } from './http/errors';
import { gate } from './http/gate';
import { securityHeaders } from './http/headers';
import { observed } from './http/observed';
import { route } from './http/router';
import { operations } from './operations/table';

/** The HTTP side of the service: every address stands in the table of operations. */
export function createApp(deps: Deps): Express {
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
  mountDocs(app, operations, deps.profile);
  route(app, deps, operations);
  app.use(unknownAddress);
  app.use(problemHandler(deps));
  return app;
}
