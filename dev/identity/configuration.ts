import { randomBytes } from 'node:crypto';

import { interactionPolicy } from 'oidc-provider';
import type { Configuration, JWKS } from 'oidc-provider';

import type { IdentitySettings } from './settings';

/** The one scope of the service's access tokens; what somebody may do follows from their claims. */
const SCOPE = 'sluss';
const SCOPES = `openid offline_access profile email ${SCOPE}`;

/** A code lives for a minute, everything of a browser's sign-in for an hour. */
const TTL = { AuthorizationCode: 60, IdToken: 300, Interaction: 600, Session: 3600, Grant: 3600 };

const standardClaims = { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] };

function clientsOf({ clients, algorithm }: IdentitySettings): NonNullable<Configuration['clients']> {
  return clients.map(({ id, secret, redirects }) => ({
    client_id: id,
    redirect_uris: redirects,
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code' as const],
    id_token_signed_response_alg: algorithm,
    ...(secret === undefined
      ? { token_endpoint_auth_method: 'none' as const, application_type: 'native' as const }
      : { client_secret: secret }),
  }));
}

/** Nobody is asked for consent: the service is the authority's own. */
function signInOnly(): interactionPolicy.DefaultPolicy {
  const policy = interactionPolicy.base();
  policy.remove('consent');
  return policy;
}

/** One of the staff, as the ID token shows them. */
function accountsOf({ staff }: IdentitySettings): NonNullable<Configuration['findAccount']> {
  return (_ctx, person) =>
    Object.hasOwn(staff, person)
      ? {
          accountId: person,
          claims: () => ({ sub: person, name: person, email: `${person}@example.org`, email_verified: true }),
        }
      : undefined;
}

/** Access tokens are JWTs for this service, also for clients such as the Temporal UI, which name no resource. */
function resourcesOf(settings: IdentitySettings): NonNullable<Configuration['features']> {
  const { audience, algorithm, accessTokenSeconds, clients } = settings;
  return {
    resourceIndicators: {
      enabled: true,
      defaultResource: () => audience,
      useGrantedResource: () => true,
      getResourceServerInfo: (_ctx, _resource, { clientId }) => ({
        scope: SCOPE,
        audience: clients.find(({ id }) => id === clientId)?.audience ?? audience,
        accessTokenFormat: 'jwt',
        accessTokenTTL: accessTokenSeconds,
        jwt: { sign: { alg: algorithm } },
      }),
    },
  };
}

/** What oidc-provider needs to play the authority's sign-in. */
export function configurationOf(settings: IdentitySettings, jwks: JWKS): Configuration {
  const { staff, audience, accessTokenSeconds } = settings;
  return {
    clients: clientsOf(settings),
    clientDefaults: { scope: SCOPES },
    jwks,
    claims: standardClaims,
    // The Temporal UI shows who is signed in from the ID token, and asks nobody else.
    conformIdTokenClaims: false,
    cookies: { keys: [randomBytes(32).toString('hex')] },
    scopes: ['openid', 'offline_access', SCOPE],
    ttl: { ...TTL, AccessToken: accessTokenSeconds },
    findAccount: accountsOf(settings),
    interactions: { policy: signInOnly(), url: (_ctx, { uid }) => `/interaction/${uid}` },
    loadExistingGrant: async ({ oidc: { provider, client, session } }) => {
      const grant = new provider.Grant({
        clientId: client?.clientId ?? '',
        accountId: session?.accountId ?? '',
      });
      grant.addOIDCScope(SCOPES);
      grant.addResourceScope(audience, SCOPE);
      await grant.save();
      return grant;
    },
    extraTokenClaims: (_ctx, token) => ('accountId' in token ? staff[token.accountId] : undefined),
    features: { devInteractions: { enabled: false }, ...resourcesOf(settings) },
  };
}
