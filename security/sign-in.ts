import type { JWTPayload } from 'jose';

import { roles } from '../domain/kernel/actor';
import type { PartyId, Reader } from '../domain/kernel/actor';
import { looksLikePersonalNumber } from '../domain/person/personal-number';
import type { ClaimMeaning, SignIn } from '../domain/profile/profile';
import { TokenRefused } from './token-refused';

/** Who acts in the log beside people: nobody can be called so. */
const NOBODY = ['operator', 'engine', 'clock'];

const PERSON = /^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$/;

/** Claims as the service itself calls things: `unit` holds a unit's id, `roles` its roles. Development tokens have them. */
export function standardSignIn(units: readonly PartyId[]): SignIn {
  const unit = Object.fromEntries(units.map((id) => [id, { unit: id }]));
  return { claims: { unit, roles: Object.fromEntries(roles.map((role) => [role, { role }])) } };
}

/**
 * Who the claims of a believed token speak of (ACC-5). What the mapping does not name means nothing; nobody is of two units.
 *
 * @param served the units of this process: a token of another unit is refused, also where the mapping knows that unit
 * @throws TokenRefused
 */
export function readerOf(payload: JWTPayload, signIn: SignIn, served: readonly PartyId[]): Reader {
  const person = payload[signIn.person ?? 'sub'];
  if (typeof person !== 'string' || !PERSON.test(person)) throw new TokenRefused('missingClaim');
  if (NOBODY.includes(person.toLowerCase())) throw new TokenRefused('reservedPerson');
  // Staff ids stand in the clear, in the log and elsewhere; a mapping to the wrong claim must not put numbers there (ADR 0005).
  if (looksLikePersonalNumber(person)) throw new TokenRefused('personalNumber');
  const meanings = meaningsOf(payload, signIn);
  const [unit, ...others] = new Set(meanings.flatMap((meaning) => meaning.unit ?? []));
  if (others.length > 0) throw new TokenRefused('severalUnits');
  if (unit === undefined || !served.includes(unit)) throw new TokenRefused('wrongUnit');
  const held = new Set(meanings.flatMap((meaning) => meaning.role ?? []));
  if (held.size === 0) throw new TokenRefused('noRole');
  return { person, unit, roles: [...held] };
}

function meaningsOf(payload: JWTPayload, { claims }: SignIn): readonly ClaimMeaning[] {
  return Object.entries(claims).flatMap(([claim, meanings]) =>
    valuesOf(payload[claim]).flatMap((value) =>
      Object.hasOwn(meanings, value) ? (meanings[value] ?? []) : [],
    ),
  );
}

/** A claim holds one value or a list of them; whatever else it holds is no value. */
function valuesOf(claim: unknown): readonly string[] {
  const values: readonly unknown[] = Array.isArray(claim) ? claim : [claim];
  return values.filter((value) => typeof value === 'string');
}
