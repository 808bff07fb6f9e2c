import type { NoteRef, ReceivedLetter } from '../letters/letter';
import type { Instant } from '../time/instant';
import type { Actor } from './actor';
import type { EventBase } from './event';
import type { Refusal } from './refusal';
import type { RuleId } from './rule';
import type { Json } from './text';

/** What must be done outside because of a step. The letter or notice itself stands in the event that caused it. */
export type Effect =
  | {
      readonly type: 'letter';
      readonly letterId: string;
      /** The consents that carry its enclosures: a withdrawal of one stops the delivery (CON-3). */
      readonly consents: readonly string[];
    }
  | { readonly type: 'notice'; readonly noticeId: string };

/** What a person, the clock, a letter or the engine wants done. Narratives are already notes. */
export interface Action {
  readonly name: string;
  readonly body: Readonly<Record<string, Json>>;
  /** Narratives of this action, kept outside Temporal. */
  readonly notes?: readonly NoteRef[];
  /** Reference to the identity stored in the unit's vault with this action. */
  readonly person?: string;
  /** The received letter, where the action is a letter's arrival. */
  readonly letter?: ReceivedLetter;
}

/** What `decide` gives: what follows, or every rule that stands in the way. */
export type Decision<E extends EventBase = EventBase> =
  { readonly ok: true; readonly events: readonly E[] } | { readonly ok: false; readonly refusal: Refusal };

/**
 * One line of the journal: the only source of state, timers and effects (ADR 0002).
 * A step with a refusal records that an accepted message was refused when its turn came.
 */
export interface Step {
  readonly v: 1;
  readonly seq: number;
  readonly commandId: string;
  readonly at: Instant;
  readonly actor: Actor;
  readonly action: string;
  readonly profileVersion: string;
  readonly rules: readonly RuleId[];
  readonly events: readonly EventBase[];
  readonly effects: readonly Effect[];
  readonly nextDue: Instant | null;
  readonly notes?: readonly NoteRef[];
  readonly person?: string;
  readonly refusal?: Refusal;
}
