import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Profile } from '../domain/profile/profile';
import type { DevKeys } from './keys';
import type { Port, PortName } from './ports';
import type { Env } from './root';
import { tokenAudience, tokenIssuer, tokenSeconds } from './staff';

/** What the parts of the development service are started with. */
interface ServiceParts {
  readonly stateDir: string;
  readonly profileId: string;
  readonly profile: Profile;
  readonly units: readonly string[];
  readonly partnerUnit: string;
  readonly namespacePrefix: string;
  readonly ports: Readonly<Record<PortName, Port>>;
  readonly databaseUrl: string;
  readonly keys: DevKeys;
}

const local = (port: Port): string => `http://127.0.0.1:${port.port}`;

/** Where letters to each party go; units of this service get theirs by the same road as everybody else (ADR 0004). */
function addressBook({ units, profile, partnerUnit, ports }: ServiceParts): Record<string, string> {
  const { commonAddress } = profile;
  const common = commonAddress === undefined ? [] : [commonAddress.id];
  const own = [...units, ...common].map((unit) => [unit, `${local(ports.api)}/v1/letters`]);
  const police = profile.police.map(({ id }) => [id, `${local(ports.police)}/letters`]);
  return Object.fromEntries([...own, ...police, [partnerUnit, `${local(ports.partner)}/letters`]]) as Record<
    string,
    string
  >;
}

/** The environment of worker, API and stand-ins, and the files it names. */
export async function serviceEnv(parts: ServiceParts): Promise<Env> {
  const { stateDir, ports, keys, units } = parts;
  const addresses = join(stateDir, 'addresses.json');
  await writeFile(addresses, JSON.stringify(addressBook(parts), null, 2));
  return {
    SLUSS_STATE_DIR: stateDir,
    SLUSS_PROFILE: parts.profileId,
    SLUSS_NAMESPACE_PREFIX: parts.namespacePrefix,
    SLUSS_UNITS: units.join(','),
    SLUSS_DATABASE_URL: parts.databaseUrl,
    SLUSS_TEMPORAL_ADDRESS: `127.0.0.1:${ports.temporal.port}`,
    // Each process tells how it is at an address of its own; its log names it.
    SLUSS_MONITOR_PORT: '0',
    SLUSS_API_PORT: String(ports.api.port),
    SLUSS_PUBLIC_ORIGIN: local(ports.api),
    SLUSS_MASTER_KEYS: `file:${keys.files.masterKeys}`,
    SLUSS_SIGNING_KEYS_DIR: keys.files.signingKeys,
    SLUSS_PARTNER_KEYS_FILE: keys.files.partnerKeys,
    SLUSS_API_SECRET_FILE: keys.files.apiSecret,
    SLUSS_ADDRESS_BOOK_FILE: addresses,
    // Also where the caller's environment names a mail server: nobody is told of invented people.
    SLUSS_MAIL_URL: '',
    SLUSS_TOKEN_ISSUER: tokenIssuer,
    SLUSS_TOKEN_AUDIENCE: tokenAudience,
    SLUSS_TOKEN_KEYS_FILE: keys.files.tokenKeys,
    SLUSS_TOKEN_KEYS_URL: '',
    SLUSS_TOKEN_ALGORITHMS: 'EdDSA',
    SLUSS_TOKEN_MAX_SECONDS: String(tokenSeconds),
    SLUSS_POLICE_PORT: String(ports.police.port),
    SLUSS_PARTNER_PORT: String(ports.partner.port),
    SLUSS_POLICE_FUNCTIONS: parts.profile.police.map(({ id }) => id).join(','),
    SLUSS_PARTNER_UNIT: parts.partnerUnit,
  };
}
