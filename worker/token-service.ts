import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { PartyId } from '../domain/kernel/actor';
import { namespaceOf } from '../messages/case-messages';
import { issueServiceToken } from '../security/service-tokens';
import type { ServiceTokenKey } from '../security/service-tokens';

/** How long a token is good for, and how long before a new one lies in its place: two renewals may fail. */
const TOKEN_SECONDS = 900;
export const RENEW_MS = 300_000;

/** Whom the tokens are for, and where they are put. */
export interface TokenService {
  readonly key: ServiceTokenKey;
  readonly audience: string;
  readonly units: readonly PartyId[];
  readonly namespacePrefix: string;
  /** For worker and API: they write in the namespaces of their units and nowhere else. */
  readonly serviceDir: string;
  /** For whom namespaces are set up by; a directory of its own, since it opens all of them. */
  readonly operatorDir: string;
}

/**
 * Puts a new token for each of them into `token` of its directory, mode 0600, in one go: whoever reads it finds the old or the new one.
 */
export async function renewTokens(service: TokenService, now: Date): Promise<void> {
  const { key, audience, units, namespacePrefix } = service;
  const write = units.map((unit) => `${namespaceOf(namespacePrefix, unit)}:write`);
  const common = { audience, now, seconds: TOKEN_SECONDS };
  await put(
    service.serviceDir,
    await issueServiceToken(key, { subject: 'sluss-service', permissions: write, ...common }),
  );
  await put(
    service.operatorDir,
    await issueServiceToken(key, {
      subject: 'sluss-operator',
      permissions: ['temporal-system:admin'],
      ...common,
    }),
  );
}

async function put(dir: string, token: string): Promise<void> {
  const draft = join(dir, 'token.draft');
  await writeFile(draft, token, { mode: 0o600 });
  await rename(draft, join(dir, 'token'));
}
