import { randomUUID } from 'node:crypto';
import { existsSync, rmSync, writeFileSync } from 'node:fs';

import express from 'express';
import type { Express } from 'express';

import type { LetterKind } from '../../domain/letters/letter';
import type { WireLetter } from '../../domain/letters/wire';
import type { PartnerKey, SigningKey } from '../../security/party-keys';
import { letterServer, serviceAway } from './letter-server';
import { openLetterbox } from './letterbox';
import { signedCall } from './signed-call';

interface DistrictOptions {
  readonly origin: string;
  readonly apiOrigin: string;
  readonly file: string;
  readonly unit: string;
  readonly keys: (keyId: string) => PartnerKey | undefined;
  readonly signingKey: SigningKey;
}

/**
 * The stand-in for a district whose system is not this service: takes letters, can be put out of order
 * (`POST /control/down` with `{ down }`), and answers an offer when told to (`POST /control/answer` with
 * `{ letterId, kind, facts }`).
 */
export function standInDistrict({
  origin,
  apiOrigin,
  file,
  unit,
  keys,
  signingKey,
}: DistrictOptions): Express {
  const box = openLetterbox(file);
  // Out of order also after a restart, until it is told otherwise.
  const sign = `${file}.down`;
  const app = letterServer({ origin, keys, box, isDown: () => existsSync(sign) });
  app.get('/control/letters', (_request, response) => {
    response.json(box.all().map((letter) => ({ ...letter, content: box.read(letter.letterId) ?? null })));
  });
  app.post('/control/down', express.json(), (request, response) => {
    const { down } = request.body as { down: boolean };
    if (down) writeFileSync(sign, '');
    else rmSync(sign, { force: true });
    response.json({ down });
  });
  app.post('/control/answer', express.json(), async (request, response) => {
    const { letterId, kind, facts } = request.body as {
      letterId: string;
      kind: LetterKind;
      facts: WireLetter['facts'];
    };
    const offer = box.all().find((letter) => letter.letterId === letterId);
    if (offer === undefined) {
      response.status(404).json({ title: 'No such letter has come' });
      return;
    }
    const answer: WireLetter = {
      letterId: `d-${randomUUID()}`,
      ...{ kind, from: unit, to: offer.from, reference: offer.reference, facts },
      fromCase: `${unit}-${letterId}`,
      toCase: offer.fromCase,
      sentAt: new Date().toISOString(),
      texts: [],
      enclosures: [],
    };
    const sent = await signedCall(`${apiOrigin}/v1/letters`, answer.letterId, signingKey, answer);
    response.status(sent.status).json({ letterId: answer.letterId, answer: sent.answer });
  });
  app.use(serviceAway);
  return app;
}
