import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Express, RequestHandler } from 'express';
import { absolutePath } from 'swagger-ui-dist';

import type { Profile } from '../domain/profile/profile';
import { openApiDocument } from './openapi';
import type { OperationFacts } from './operations/operation';

/** The assets of the page, by name: nothing else of the package is served. */
const assets: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css',
  'swagger-ui-bundle.js': 'text/javascript',
  'favicon-32x32.png': 'image/png',
};

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sluss API</title>
<link rel="stylesheet" href="/docs/swagger-ui.css">
<link rel="icon" href="/docs/favicon-32x32.png">
</head>
<body>
<div id="page"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`;

// No plug-in that phones home, no validator badge: the page talks to its own origin only.
const start = `SwaggerUIBundle({ url: '/openapi.json', dom_id: '#page', deepLinking: true, validatorUrl: null });
`;

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  // Swagger UI sets styles on its elements while it draws.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Serves the OpenAPI document and a page to read and try it, to which the bare address leads; all assets are the service's own, and each is made when first asked for. */
export function mountDocs(app: Express, operations: readonly OperationFacts[], profile: Profile): void {
  app.get('/', (_request, response) => {
    response.redirect('/docs');
  });
  app.get(
    '/openapi.json',
    fixed('application/json', () => JSON.stringify(openApiDocument(operations, profile))),
  );
  app.get(
    '/docs',
    fixed('text/html; charset=utf-8', () => page, { 'Content-Security-Policy': POLICY }),
  );
  app.get(
    '/docs/start.js',
    fixed('text/javascript', () => start),
  );
  for (const [name, type] of Object.entries(assets)) {
    app.get(
      `/docs/${name}`,
      fixed(type, () => readFileSync(join(absolutePath(), name))),
    );
  }
}

function fixed(
  type: string,
  make: () => string | Buffer,
  headers: Readonly<Record<string, string>> = {},
): RequestHandler {
  let content: string | Buffer | undefined;
  return (_request, response) => {
    content ??= make();
    response.set(headers).type(type).send(content);
  };
}
