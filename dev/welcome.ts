import type { Profile } from '../domain/profile/profile';
import { partyName } from '../domain/profile/lookup';

/** What the start prints when all parts are ready: where everything is, and a token for each role. */
export function welcome(
  profile: Profile,
  addresses: Readonly<Record<'api' | 'docs' | 'ui', string>>,
  tokens: Readonly<Record<string, string>>,
  file: string,
): string {
  const shown = [
    'sav.caseworker',
    'sav.supervisor',
    'hisingen.reception',
    'hisingen.caseworker',
    'hisingen.supervisor',
  ];
  const known = shown.filter((role) => tokens[role] !== undefined);
  const lines = (known.length > 0 ? known : Object.keys(tokens).slice(0, 3)).flatMap((role) => {
    const [unit = '', part = ''] = role.split('.');
    return [`  ${partyName(profile, unit, 'en')}, ${part}:`, `    ${tokens[role] ?? ''}`];
  });
  return [
    '',
    'Ready.',
    `  API          ${addresses.api}`,
    `  API docs     ${addresses.docs}`,
    `  Temporal UI  ${addresses.ui}   (an operator’s tool: in this run it has no sign-in)`,
    '',
    'Development tokens (12 h) of some of the staff; all units and roles are in',
    `  ${file}`,
    ...lines,
    '',
    'See both stories:  npm run demo        Stop: Ctrl-C',
  ].join('\n');
}
