import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Plan } from './plan';

/** Where the secrets and the settings go. */
export interface Places {
  readonly secrets: string;
  readonly envFile: string;
}

/**
 * Refuses to prepare production where something was tried out, and the reverse. Nothing that is there is ever replaced, so production would
 * keep the sign-in without passwords, and partners whose keys lie beside their addresses; and a try-out would invent staff for real cases.
 *
 * @throws Error with what is in the way, why, and what to do
 */
export function refuseOtherUse({ isTry }: Plan, places: Places): void {
  const found = isTry ? ofProduction(places) : ofTryOut(places);
  if (found.length > 0) throw new Error((isTry ? notForTrying : notForProduction)(found, places));
}

/** What only a try-out leaves: each of them is enough. */
function ofTryOut({ secrets, envFile }: Places): readonly string[] {
  const parts = ['try', 'keys/partners']
    .map((part) => join(secrets, part))
    .filter((path) => existsSync(path));
  return [...(profilesIn(envFile).includes('try') ? [`${envFile} (COMPOSE_PROFILES=try)`] : []), ...parts];
}

/** Settings without the profile, or a registry of partners that was made without stand-ins. */
function ofProduction({ secrets, envFile }: Places): readonly string[] {
  const registry = join(secrets, 'keys', 'registry', 'partner-keys.json');
  return [
    ...(existsSync(envFile) && !profilesIn(envFile).includes('try')
      ? [`${envFile} (without COMPOSE_PROFILES=try)`]
      : []),
    ...(existsSync(registry) && !existsSync(join(secrets, 'keys', 'partners')) ? [registry] : []),
  ];
}

function profilesIn(envFile: string): readonly string[] {
  if (!existsSync(envFile)) return [];
  const [, value = ''] =
    /^\s*(?:export\s+)?COMPOSE_PROFILES\s*=(.*)$/m.exec(readFileSync(envFile, 'utf8')) ?? [];
  return value.split(/[\s,'"]+/);
}

function notForProduction(found: readonly string[], { secrets, envFile }: Places): string {
  return (
    `This folder was tried out: ${found.join(', ')}.\n` +
    'Nothing that is there is replaced, so production would believe a sign-in without passwords and stand-in police.\n' +
    `Prepare it in a new folder, or first remove the try-out with all its cases: docker compose --profile '*' down --volumes, then ${envFile} and ${secrets}.`
  );
}

function notForTrying(found: readonly string[], { secrets, envFile }: Places): string {
  return (
    `This folder is prepared for production: ${found.join(', ')}.\n` +
    'A try-out has a sign-in without passwords for invented staff, which must not reach its cases.\n' +
    `Try it out in a new folder on another machine, or name the production’s address again (--origin). Never remove ${secrets} and ${envFile} while a case depends on them.`
  );
}
