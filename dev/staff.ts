import type { Role } from '../domain/kernel/actor';
import { issueDevToken } from '../security/dev-tokens';
import type { TokenKey } from '../security/dev-tokens';

/**
 * Who the development service and a try-out are for: invented staff of every unit, by the part that they play. There are two
 * caseworkers, both marked competent in the profile, so that a case can change hands (FUP-6).
 */
export const staffParts: Readonly<Record<string, Role>> = {
  caseworker: 'caseworker',
  caseworker2: 'caseworker',
  supervisor: 'supervisor',
  reception: 'reception',
  dutyDesk: 'dutyDesk',
  operator: 'operator',
};

/** Names in the development tokens. */
export const tokenIssuer = 'sluss-development';
export const tokenAudience = 'sluss';

/** Seconds: a working day and a bit. A token of an identity provider lives for minutes. */
export const tokenSeconds = 43_200;

/** A signed development token for each of the staff of each unit, by `unit.part`, which is also the staff id. */
export async function devTokens(
  key: TokenKey,
  units: readonly string[],
  now: Date,
): Promise<Readonly<Record<string, string>>> {
  const wanted = units.flatMap((unit) =>
    Object.entries(staffParts).map(([part, role]) => ({ unit, role, person: `${unit}.${part}` })),
  );
  const tokens = await Promise.all(
    wanted.map(async ({ unit, role, person }) => {
      const claims = { issuer: tokenIssuer, audience: tokenAudience, now, lifetimeSeconds: tokenSeconds };
      return [person, await issueDevToken(key, { person, unit, roles: [role], ...claims })] as const;
    }),
  );
  return Object.fromEntries(tokens);
}
