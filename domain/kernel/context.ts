import type { Profile } from '../profile/profile';
import type { Instant } from '../time/instant';
import type { Actor, PartyId } from './actor';

/** What a decision needs and the state does not hold. */
export interface Context {
  readonly now: Instant;
  readonly actor: Actor;
  readonly profile: Profile;
  /** The unit whose file this is. */
  readonly unit: PartyId;
  /** Opaque reference of the case; also its workflow id. */
  readonly caseRef: string;
  /** Names the command once and for all; a repeated command has the same. */
  readonly commandId: string;
  /** Goes into the ids that a step makes, and only this unit's own processes know it (ADR 0027); absent where no step is written. */
  readonly idKey?: string;
}
