import { randomUUID } from 'node:crypto';

import express from 'express';
import type { Express } from 'express';

import type { PartnerKey, SigningKey } from '../../security/party-keys';
import { letterServer, serviceAway } from './letter-server';
import { openLetterbox } from './letterbox';
import { signedCall } from './signed-call';

interface PoliceOptions {
  readonly origin: string;
  readonly apiOrigin: string;
  readonly file: string;
  readonly keys: (keyId: string) => PartnerKey | undefined;
  /** The signing key of each police function. */
  readonly signingKeys: Readonly<Record<string, SigningKey>>;
}

/**
 * The stand-in police: takes requests, lists them, and answers when told to, signed as the function named.
 * `POST /control/answer` takes `{ as, messageId, assessment }`, or `seriousCrime` in its place, and sends it to the service;
 * `GET /control/standing/{as}/{messageId}` asks what became of it (PIN-3).
 */
export function standInPolice({ origin, apiOrigin, file, keys, signingKeys }: PoliceOptions): Express {
  const box = openLetterbox(file);
  const app = letterServer({ origin, keys, box, isDown: () => false });
  app.get('/control/letters', (_request, response) => {
    response.json(box.all().map((letter) => ({ ...letter, content: box.read(letter.letterId) ?? null })));
  });
  app.post('/control/answer', express.json(), async (request, response) => {
    const { as, messageId, assessment, seriousCrime } = request.body as {
      as: string;
      messageId: string;
      assessment?: unknown;
      seriousCrime?: unknown;
    };
    const key = signingKeys[as];
    if (key === undefined) {
      response.status(400).json({ title: `The stand-in has no key for ${as}` });
      return;
    }
    const kind = seriousCrime === undefined ? 'assessments' : 'serious-crime-answers';
    const url = `${apiOrigin}/v1/police/${kind}`;
    const sent = await signedCall(url, messageId, key, seriousCrime ?? assessment);
    response.status(sent.status).json({ messageId, answer: sent.answer });
  });
  app.get('/control/standing/:as/:id', async (request, response) => {
    const key = signingKeys[request.params.as];
    if (key === undefined) {
      response.status(400).json({ title: `The stand-in has no key for ${request.params.as}` });
      return;
    }
    const url = `${apiOrigin}/v1/police/letters/${encodeURIComponent(request.params.id)}`;
    const asked = await signedCall(url, `q-${randomUUID()}`, key);
    response.status(asked.status).json(asked.answer);
  });
  app.use(serviceAway);
  return app;
}
