import type { PartyId } from '../kernel/actor';
import type { Json } from '../kernel/text';
import type { Instant } from '../time/instant';
import type { Carrier, LetterKind } from './letter';

/** Who the person is, as a letter that carries `core` tells it. */
export interface Identity {
  readonly name: string;
  readonly personalNumber: string;
  /** Protected identity; unknown counts as protected. */
  readonly protectedIdentity: boolean;
}

/** A narrative inside an enclosure. */
export interface WireText {
  readonly field: string;
  readonly text: string;
}

/** One enclosure on the wire: everything resolved, with what carries it. */
export interface WireEnclosure {
  readonly category: string;
  readonly carrier: Carrier;
  readonly facts: Json;
  readonly texts: readonly WireText[];
  readonly identity?: Identity;
}

/**
 * A letter between two parties as JSON. The message is signed as a whole (PIN-1); `letterId` is the message id and
 * the idempotency key: the recipient stores it once, however often it comes.
 */
export interface WireLetter {
  readonly letterId: string;
  readonly kind: LetterKind;
  readonly from: PartyId;
  readonly to: PartyId;
  readonly fromCase: string;
  readonly toCase?: string;
  readonly opener?: string;
  readonly reference: string;
  readonly sentAt: Instant;
  readonly facts: Readonly<Record<string, Json>>;
  readonly texts: readonly WireText[];
  readonly enclosures: readonly WireEnclosure[];
}

/** What the sender of a letter may know of it (PIN-3). The same for every refused letter (PIN-4). */
export type LetterStanding = 'received' | 'recorded' | 'late' | 'replaced' | 'refused';
