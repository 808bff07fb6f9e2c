import type { CaseState } from '../case/state';
import type { Actor } from '../kernel/actor';
import type { Context } from '../kernel/context';
import { held } from '../kernel/held';
import { decidedAs } from '../letters/letter';
import type { DecidedAs, GroundCarrier, GroundUse } from '../letters/letter';
import { freezeGround } from '../profile/ground';
import type { LegalGround } from '../profile/profile';
import { plusDays } from '../time/local';

/** What a use of a ground is decided in: without an actor it is only looked at, and nothing is decided. */
type Using = Pick<Context, 'now'> & Partial<Pick<Context, 'actor'>>;

/**
 * The ground as it carries an enclosure: its wording as it reads now, who decides that it is used, and the last day on which the person
 * is young enough for it (CON-5).
 */
export function carriedOn(state: CaseState, ground: LegalGround, using: Using): GroundCarrier {
  const { now: decidedAt, actor } = using;
  const decided = actor === undefined ? undefined : decidedBy(ground, actor);
  const lastDay = lastDayFor(state, ground);
  const use: GroundUse | undefined = decided && {
    ...{ decidedAt, ...decided },
    ...(lastDay === undefined ? {} : { lastDay }),
  };
  return { kind: 'ground', ground: freezeGround(ground), ...(use === undefined ? {} : { use }) };
}

function decidedBy(ground: LegalGround, actor: Actor): Pick<GroundUse, 'as' | 'by'> {
  return actor.kind === 'person' ? { as: functionOf(ground, actor), by: actor.person } : { as: 'routine' };
}

/** The function that the ground asks for, or else the one in which the person works in the case. */
function functionOf({ asksFor }: LegalGround, { roles }: Extract<Actor, { kind: 'person' }>): DecidedAs {
  if (asksFor.includes('namedDecider')) return 'namedDecider';
  if (asksFor.includes('supervisor')) return 'supervisor';
  return decidedAs.find((part) => roles.some((role) => role === part)) ?? 'caseworker';
}

function lastDayFor(state: CaseState, { belowAge }: LegalGround): GroundUse['lastDay'] {
  const reached = belowAge && held(state.intake.agesToCome ?? {}, belowAge.toString());
  return typeof reached === 'string' ? plusDays(reached, -1) : undefined;
}
