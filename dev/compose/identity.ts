import { readFile } from 'node:fs/promises';

import { namespaceOf } from '../../messages/case-messages';
import type { IdentitySettings } from '../identity/settings';
import { staffParts } from '../staff';
import type { Plan } from './plan';

/** The client by which commands sign staff in; nothing listens at its address, the code is taken from it. */
export const commandClient = { id: 'demo', redirect: 'http://127.0.0.1:1/signed-in' } as const;

/** Seconds that a token lives; worker and API are believed by other tokens. */
const TOKEN_SECONDS = 850;

/** Invented staff of every unit, as the authority's identity provider would know them; for `dev/identity-main.ts` in a container. */
export async function identitySettings(
  { units, audience, uiOrigin }: Plan,
  uiClient: string,
): Promise<Partial<IdentitySettings>> {
  const staff = units.flatMap((unit) =>
    Object.entries(staffParts).map(([part, role]) => {
      const reads = role === 'supervisor' ? [`${namespaceOf('sluss', unit)}:read`] : [];
      const claims: Record<string, string | string[]> = { unit, roles: [role], permissions: reads };
      return [`${unit}.${part}`, claims] as const;
    }),
  );
  return {
    ...{ port: 8446, listen: '0.0.0.0', host: 'identity.localhost', audience },
    tls: { keyFile: '/run/secrets/identity-key', certFile: '/run/secrets/identity-certificate' },
    accessTokenSeconds: TOKEN_SECONDS,
    clients: [
      { id: commandClient.id, redirects: [commandClient.redirect] },
      {
        id: 'temporal-ui',
        secret: await readFile(uiClient, 'utf8'),
        redirects: [`${uiOrigin}/auth/sso/callback`],
      },
    ],
    staff: Object.fromEntries(staff),
  };
}
