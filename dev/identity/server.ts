import { generateKeyPair, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';

import { Provider } from 'oidc-provider';
import type { JWKS } from 'oidc-provider';

import { configurationOf } from './configuration';
import type { IdentitySettings } from './settings';
import { signInPage } from './sign-in-page';

/** A running identity server. */
export interface IdentityServer {
  /** `iss` of its tokens; `<issuer>/.well-known/openid-configuration` tells the rest. */
  readonly issuer: string;
  /** Where its public keys are. */
  readonly keysUrl: string;
  readonly close: () => Promise<void>;
}

/**
 * A real OpenID Connect provider (oidc-provider), which stands in for the authority's own sign-in: authorization code
 * flow with PKCE, JWT access tokens (`typ: at+jwt`) that carry the claims which the settings give to each of the invented
 * staff, a sign-in page with a button for each, no passwords. Its keys are made at the start and forgotten at the end, so
 * that starting it anew on the same port is a rotation. For tests and for trying out a sign-in: it keeps nobody out.
 *
 * As a process, which prints `identity: ready at <issuer>`: `node --import tsx dev/identity-main.ts settings.json`. Jest
 * cannot load the package, so tests use the process (`test/support/identity.ts`). Settings, for example:
 *
 *     { "port": 0, "audience": "urn:sluss:api", "algorithm": "RS256",
 *       "clients": [{ "id": "temporal-ui", "secret": "sixteen or more signs", "redirects": ["http://127.0.0.1:8233/auth/sso/callback"] }],
 *       "staff": { "sav.supervisor": { "unit": "sav", "roles": ["supervisor"], "permissions": ["sluss-sav:read"] } } }
 */
export async function startIdentityServer(settings: IdentitySettings): Promise<IdentityServer> {
  const { tls, host, port } = settings;
  const server =
    tls === undefined
      ? createServer()
      : createTlsServer({ key: await readFile(tls.keyFile), cert: await readFile(tls.certFile) });
  const bound = await listen(server, port, settings.listen);
  const issuer = `${tls === undefined ? 'http' : 'https'}://${host}:${bound}`;
  const provider = new Provider(issuer, configurationOf(settings, await signingKeys(settings.algorithm)));
  server.on('request', signInPage(provider, Object.keys(settings.staff)));
  return {
    issuer,
    keysUrl: `${issuer}/jwks`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function listen(server: Server, port: number, address: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, resolve);
  });
  return (server.address() as AddressInfo).port;
}

async function signingKeys(algorithm: IdentitySettings['algorithm']): Promise<JWKS> {
  const generate = promisify(generateKeyPair);
  const { privateKey } =
    algorithm === 'ES256'
      ? await generate('ec', { namedCurve: 'P-256' })
      : await generate('rsa', { modulusLength: 2048 });
  const jwk = privateKey.export({ format: 'jwk' });
  return { keys: [{ ...jwk, kid: randomUUID(), alg: algorithm, use: 'sig' }] };
}
