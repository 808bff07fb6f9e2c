import { readFile } from 'node:fs/promises';

import { z } from 'zod';

import type { Profile } from '../domain/profile/profile';
import { localKeySet } from '../security/dev-tokens';
import { standardSignIn } from '../security/sign-in';
import { isKeyAddress, remoteKeySet } from '../security/token-keys';
import { tokenAlgorithms } from '../security/tokens';
import type { TokenConfig } from '../security/tokens';

const orNothing = z.string().default('');

/** What the environment says of access tokens; told in docs/configuration.md. */
export const tokenVariables = {
  SLUSS_TOKEN_ISSUER: z.string().min(1),
  SLUSS_TOKEN_AUDIENCE: z.string().min(1),
  SLUSS_TOKEN_KEYS_FILE: orNothing,
  SLUSS_TOKEN_KEYS_URL: orNothing.refine((address) => address === '' || isKeyAddress(address)),
  SLUSS_TOKEN_ALGORITHMS: z
    .string()
    .default('ES256,EdDSA')
    .transform((list) => list.split(',').map((name) => name.trim()))
    .pipe(z.array(z.enum(tokenAlgorithms)).min(1)),
  SLUSS_TOKEN_MAX_SECONDS: z.coerce.number().int().min(60).default(900),
};

type TokenVariables = z.output<z.ZodObject<typeof tokenVariables>>;

/** Which tokens are believed, before the keys are there. */
export interface TokenSettings extends Pick<
  TokenConfig,
  'issuer' | 'audience' | 'algorithms' | 'maxTokenSeconds'
> {
  readonly keys: { readonly file: string } | { readonly url: string };
}

/** Keys lie in a file or at an address: with both, or neither, it would be open whose tokens are meant. */
export function tokenFaults(read: TokenVariables): readonly string[] {
  const one = (read.SLUSS_TOKEN_KEYS_FILE === '') !== (read.SLUSS_TOKEN_KEYS_URL === '');
  return one ? [] : ['one of SLUSS_TOKEN_KEYS_URL and SLUSS_TOKEN_KEYS_FILE must be set, and not both'];
}

/** The settings that the variables make. */
export function tokenSettings(read: TokenVariables): TokenSettings {
  return {
    issuer: read.SLUSS_TOKEN_ISSUER,
    audience: read.SLUSS_TOKEN_AUDIENCE,
    algorithms: read.SLUSS_TOKEN_ALGORITHMS,
    maxTokenSeconds: read.SLUSS_TOKEN_MAX_SECONDS,
    keys:
      read.SLUSS_TOKEN_KEYS_URL === ''
        ? { file: read.SLUSS_TOKEN_KEYS_FILE }
        : { url: read.SLUSS_TOKEN_KEYS_URL },
  };
}

/**
 * The tokens that are believed (ACC-5): those of the authority's identity provider, with claims as the profile maps them, or,
 * from a file, those that the development run issues, with the standard ones. A provider is not reached before the first token.
 */
export async function openTokens(
  { keys, ...settings }: TokenSettings,
  profile: Profile,
  units: TokenConfig['units'],
): Promise<TokenConfig> {
  const standard = standardSignIn(profile.units.map(({ id }) => id));
  if ('url' in keys) {
    return { ...settings, units, keySet: remoteKeySet(keys.url), signIn: profile.signIn ?? standard };
  }
  const jwks = JSON.parse(await readFile(keys.file, 'utf8')) as Parameters<typeof localKeySet>[0];
  return { ...settings, units, keySet: localKeySet(jwks), signIn: standard };
}
