import { join } from 'node:path';

import express from 'express';

import { freePort } from '../../../dev/free-ports';
import type { DevKeys } from '../../../dev/keys';
import { letterServer } from '../../../dev/partners/letter-server';
import { openLetterbox } from '../../../dev/partners/letterbox';
import type { Letterbox } from '../../../dev/partners/letterbox';
import { readPartnerKeys } from '../../../security/party-keys';
import type { SigningKey } from '../../../security/party-keys';
import { startMailServer } from '../../support/mail-server';
import type { MailServer } from '../../support/mail-server';
import { openProxy } from './proxy';
import type { Proxy } from './proxy';

/** Who takes letters outside the service, as they run in this process: nothing kills them, so what they have is the witness. */
export interface Outside {
  /** What the worker meets on the way to them. */
  readonly way: Proxy;
  readonly boxes: Readonly<Record<string, Letterbox>>;
  readonly addresses: Readonly<Record<string, string>>;
  readonly signing: Readonly<Record<string, SigningKey>>;
  readonly mail: MailServer;
  readonly close: () => Promise<void>;
}

/** The police functions and the partner district, each with an address and a letterbox of its own. */
export async function openOutside(
  dir: string,
  parties: readonly string[],
  keys: DevKeys,
  entries: unknown,
): Promise<Outside> {
  const known = readPartnerKeys(entries);
  const boxes: Record<string, Letterbox> = {};
  const addresses: Record<string, string> = {};
  const port = await freePort();
  const way = await openProxy(() => [port]);
  const origin = `http://127.0.0.1:${way.port}`;
  const app = express();
  for (const party of parties) {
    const box = openLetterbox(join(dir, `${party}.jsonl`));
    boxes[party] = box;
    addresses[party] = `${origin}/${party}/letters`;
    app.use(`/${party}`, letterServer({ origin, keys: known, box, isDown: () => false }));
  }
  const server = app.listen(port, '127.0.0.1');
  const mail = await startMailServer();
  return {
    ...{ way, boxes, addresses, signing: keys.signing, mail },
    close: async () => {
      way.close();
      server.close();
      await mail.close();
    },
  };
}
