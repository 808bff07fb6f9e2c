import type { LetterHeader, LetterKind, NoteRef } from '../letters/letter';
import type { Instant } from '../time/instant';
import type { Actor, PartyId, Role } from './actor';
import type { Context } from './context';
import type { Deadline } from './deadline';
import type { EventBase } from './event';
import type { AskingMatter } from './notice';
import type { Obstacle } from './refusal';
import type { Action, Decision } from './step';
import type { Json, Text } from './text';
import type { Profile } from '../profile/profile';

/** What `evolve` knows of the step beside the event. */
export interface StepMeta {
  readonly at: Instant;
  readonly actor: Actor;
}

/**
 * What the mere name of an action would tell of the person to whoever reads names only (lag 2001:454 7 a §): that nobody is in custody,
 * suspected or special of whom it is not done. What a step is done with is told by what it holds, which is sealed.
 */
export type Told = 'custody' | 'compulsoryCare' | 'suspicion' | 'classification' | 'threat' | 'ground';

/** One action of staff: who may do it inside the unit, and what it decides. */
export interface ActionRule<S> {
  /** Parts in the case that may do it (ACC-2); for an action that opens a case, roles. */
  readonly by: readonly Role[];
  /** `only` opens a case and is done in none; `also` may open one and may be done in one. */
  readonly opens?: 'only' | 'also';
  /** Names staff, so a supervisor who is not named in a restricted case may do it too: none is orphaned (ACC-3). */
  readonly names?: true;
  /** Its name alone tells this, so it travels as `record` (ADR 0005, ADR 0021). */
  readonly tells?: Told;
  readonly decide: (state: S, action: Action, context: Context) => Decision;
}

/** One kind of letter: whether its header is accepted at all (CON-8), and what follows from its content. */
export interface LetterRule<S> {
  /** May open a case. */
  readonly opens?: true;
  /** May come before the letter that it follows, and then opens that one's case. */
  readonly overtakes?: true;
  readonly accepts: (state: S, header: LetterHeader, context: Context) => Obstacle | undefined;
  readonly decide: (state: S, action: Action, context: Context) => Decision;
}

/** What a category of information holds in this file now; undefined when there is nothing. */
export interface CategoryContent {
  readonly facts: Json;
  readonly notes: readonly NoteRef[];
  /** Reference to the identity in the vault. */
  readonly person?: string;
}

/** Puts an event into words. */
export interface Wording {
  readonly profile: Profile;
  readonly party: (id: PartyId) => Text;
}

/** Everything one area of the routine adds to a case; `case/areas.ts` composes them from a table (ADR 0003). */
export interface Area<S, K extends keyof S> {
  readonly initial: S[K];
  readonly actions: Readonly<Record<string, ActionRule<S>>>;
  readonly letters?: Readonly<Partial<Record<LetterKind, LetterRule<S>>>>;
  /** Accepts every version of an event ever written; events of other areas are events like any. */
  readonly evolve: (slice: S[K], event: EventBase, meta: StepMeta) => S[K];
  /** Consequences inside this area of what other areas decided in the same step. */
  readonly follow?: (before: S, after: S, context: Context) => readonly EventBase[];
  /** What falls due, while it still can. */
  readonly deadlines?: (state: S) => readonly Deadline[];
  readonly due?: (state: S, deadline: Deadline, context: Context) => readonly EventBase[];
  /**
   * Whether what a notice of this area asks is still to be done (NTF-3). Every matter that asks is named by exactly one area; one that
   * only tells stands until a person takes it off the list or the case closes.
   */
  readonly asks?: Readonly<Partial<Record<AskingMatter, (state: S) => boolean>>>;
  /** What happened, in words, for each event of this area (WRK-3). */
  readonly words: Readonly<Record<string, (event: never, wording: Wording) => Text>>;
}
