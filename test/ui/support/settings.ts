import { ensureKeys } from '../../../dev/keys';
import { readPorts } from '../../../dev/ports';
import type { Env } from '../../../dev/root';
import { serviceEnv } from '../../../dev/service-env';
import { describeFaults, readProfile } from '../../../profiles/read-profile';
import type { Identity } from '../../support/identity';
import type { Addresses } from './addresses';
import type { LocalCertificate } from './certificate';

interface Common {
  readonly addresses: Addresses;
  readonly certificate: LocalCertificate;
  readonly identity: Identity;
}

/** For `compose/temporal-server.yaml`. */
export function temporalEnv({
  addresses: { ports },
  certificate,
  identity,
  audience,
}: Common & { readonly audience: string }): Env {
  return {
    POSTGRES_SEEDS: '127.0.0.1',
    POSTGRES_USER: 'postgres',
    POSTGRES_PWD: 'none-asked',
    DB_PORT: String(ports.postgres),
    FRONTEND_GRPC_PORT: String(ports.temporal),
    FRONTEND_MEMBERSHIP_PORT: String(ports.temporalMembers),
    INTERNAL_FRONTEND_GRPC_PORT: String(ports.internal),
    INTERNAL_FRONTEND_MEMBERSHIP_PORT: String(ports.internalMembers),
    MATCHING_GRPC_PORT: String(ports.matching),
    MATCHING_MEMBERSHIP_PORT: String(ports.matchingMembers),
    HISTORY_GRPC_PORT: String(ports.history),
    HISTORY_MEMBERSHIP_PORT: String(ports.historyMembers),
    WORKER_GRPC_PORT: String(ports.worker),
    WORKER_MEMBERSHIP_PORT: String(ports.workerMembers),
    TEMPORAL_TLS_FRONTEND_CERT: certificate.cert,
    TEMPORAL_TLS_FRONTEND_KEY: certificate.key,
    TEMPORAL_JWT_KEY_SOURCE1: `${identity.issuer}/jwks`,
    TEMPORAL_JWT_AUDIENCE: audience,
  };
}

/** For `compose/temporal-ui.yaml`. */
export function uiEnv({
  addresses: { ports, ui, codec },
  certificate,
  identity,
  clientSecret,
}: Common & { readonly clientSecret: string }): Env {
  return {
    TEMPORAL_ADDRESS: `127.0.0.1:${ports.temporal}`,
    TEMPORAL_UI_PORT: String(ports.ui),
    TEMPORAL_UI_ORIGIN: ui,
    TEMPORAL_DEFAULT_NAMESPACE: 'sluss-sav',
    TEMPORAL_TLS_CA: certificate.ca,
    TEMPORAL_TLS_SERVER_NAME: '127.0.0.1',
    TEMPORAL_AUTH_PROVIDER_URL: identity.issuer,
    TEMPORAL_AUTH_CLIENT_ID: 'temporal-ui',
    TEMPORAL_AUTH_CLIENT_SECRET: clientSecret,
    TEMPORAL_CODEC_ENDPOINT: codec,
  };
}

interface Served extends Common {
  readonly dir: string;
  readonly tokenFile: string;
  readonly units: readonly string[];
  readonly audience: string;
  readonly databaseUrl: string;
  /** A municipality's name or file. */
  readonly profile: string;
}

/** For worker and API: as `npm start` has it, but for the sign-in and a Temporal server that asks who calls. */
export async function serviceEnvironment(served: Served): Promise<Env> {
  const { dir, addresses, certificate, identity, tokenFile, units, audience, databaseUrl } = served;
  const { ports } = addresses;
  const reading = readProfile(served.profile);
  if (!reading.ok) throw new Error(describeFaults(served.profile, reading.faults));
  const { profile } = reading;
  const common = profile.commonAddress === undefined ? [] : [profile.commonAddress.id];
  const parties = [...profile.units, ...profile.police].map(({ id }) => id);
  const keys = await ensureKeys(dir, [...units, 'unaddressed', ...common], [...parties, ...common]);
  const variables = {
    SLUSS_API_PORT: ports.api,
    SLUSS_TEMPORAL_PORT: ports.temporal,
    SLUSS_POLICE_PORT: ports.police,
  };
  const named = Object.entries({ ...variables, SLUSS_PARTNER_PORT: ports.partner });
  const env = await serviceEnv({
    ...{
      stateDir: dir,
      profileId: served.profile,
      profile,
      units,
      partnerUnit: 'sydvast',
      keys,
      databaseUrl,
    },
    namespacePrefix: 'sluss',
    ports: readPorts(Object.fromEntries(named.map(([name, port]) => [name, String(port)]))),
  });
  return {
    ...env,
    SLUSS_TEMPORAL_TOKEN_FILE: tokenFile,
    SLUSS_TEMPORAL_TLS_CA_FILE: certificate.ca,
    SLUSS_TOKEN_ISSUER: identity.issuer,
    SLUSS_TOKEN_AUDIENCE: audience,
    SLUSS_TOKEN_KEYS_FILE: '',
    SLUSS_TOKEN_KEYS_URL: `${identity.issuer}/jwks`,
    SLUSS_TOKEN_ALGORITHMS: 'ES256',
  };
}

/** For the codec server, beside what it has in common with the API. */
export function codecEnv(env: Env, { ports, ui }: Addresses, certificate: LocalCertificate): Env {
  return {
    ...env,
    SLUSS_CODEC_PORT: String(ports.codec),
    SLUSS_CODEC_UI_ORIGIN: ui,
    SLUSS_CODEC_TLS_CERT_FILE: certificate.cert,
    SLUSS_CODEC_TLS_KEY_FILE: certificate.key,
  };
}
