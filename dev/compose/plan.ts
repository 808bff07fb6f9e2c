import type { Profile } from '../../domain/profile/profile';
import { describeFaults, readProfile } from '../../profiles/read-profile';

/** What the operator chose, or what a try-out has in its place. */
export interface Choices {
  readonly profile: string;
  /** Scheme, host and port of the API as staff and partners know it; without it everything is set up for a try-out on this machine. */
  readonly origin?: string;
}

/** What is prepared: for whom, and what the parts of the service are told. */
export interface Plan {
  readonly profile: Profile;
  readonly isTry: boolean;
  readonly units: readonly string[];
  /** Who plays the police and the district with another system; nobody but in a try-out. */
  readonly partners: readonly string[];
  readonly audience: string;
  readonly uiOrigin: string;
  /** What `docker-compose.yml` wants to know, for `.env`; empty is what the operator has to fill in. */
  readonly settings: Readonly<Record<string, string>>;
}

const audience = 'urn:sluss:api';
const local = { api: 'https://sluss.localhost:8443', ui: 'https://sluss.localhost:8444' } as const;
const issuer = 'https://identity.localhost:8446';

/** Reads the profile and settles what follows from it; throws with its faults. */
export function planOf({ profile: id, origin }: Choices): Plan {
  const reading = readProfile(id);
  if (!reading.ok) throw new Error(describeFaults(id, reading.faults));
  const { profile } = reading;
  const isTry = origin === undefined;
  const district = profile.units.filter((unit) => unit.function === 'district').at(-1)?.id ?? '';
  const units = profile.units.map((unit) => unit.id).filter((unit) => !isTry || unit !== district);
  return {
    ...{ profile, isTry, units, audience },
    partners: isTry ? [...profile.police.map((police) => police.id), district] : [],
    uiOrigin: isTry ? local.ui : '',
    settings: {
      SLUSS_PROFILE: id,
      SLUSS_UNITS: units.join(','),
      SLUSS_PUBLIC_ORIGIN: origin ?? local.api,
      SLUSS_TOKEN_AUDIENCE: audience,
      ...(isTry ? trySettings : productionSettings),
    },
  };
}

const trySettings = {
  COMPOSE_PROFILES: 'try',
  SLUSS_FRONT_ALIAS: 'sluss.localhost',
  SLUSS_PLAIN_HTTP_HOSTS: 'partners',
  SLUSS_UI_ORIGIN: local.ui,
  SLUSS_CODEC_ORIGIN: 'https://sluss.localhost:8445',
  SLUSS_TOKEN_ISSUER: issuer,
  SLUSS_TOKEN_KEYS_URL: `${issuer}/jwks`,
};

const productionSettings = {
  SLUSS_UI_ORIGIN: '',
  SLUSS_CODEC_ORIGIN: '',
  SLUSS_TOKEN_ISSUER: '',
  SLUSS_TOKEN_KEYS_URL: '',
};
