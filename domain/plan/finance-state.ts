import type { PartyId } from '../kernel/actor';
import type { EventBase } from '../kernel/event';
import type { Text } from '../kernel/text';
import type { Instant } from '../time/instant';

/** Which way was taken, by how the case stands there: one goes on, there is none, or the need is acute (FIN-2). */
export type FinancialPath = 'ongoing' | 'none' | 'acute';

/** A contact with financial assistance, outside the service, as staff did it (FIN-2). */
export interface FinancialContact {
  readonly id: string;
  readonly at: Instant;
  readonly authority: PartyId;
  readonly path: FinancialPath;
  /** What the authority was told, and under which consent; nothing where only the person was told the way. */
  readonly categories: readonly string[];
  readonly consentId?: string;
  /** The contact line as it then read; absent where the responsible caseworker was contacted. */
  readonly line?: Text;
}

export interface FinancialAssistanceContacted extends EventBase {
  readonly type: 'FinancialAssistanceContacted';
  readonly contact: FinancialContact;
}
