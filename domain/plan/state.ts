import type { EventBase } from '../kernel/event';
import type { NoteRef } from '../letters/letter';
import type { LocalDate } from '../time/local';

/** A granted intervention; what it is stands in a note. */
export interface Intervention {
  readonly kind: 'regular' | 'acute' | 'timeLimited';
  readonly from: LocalDate;
  readonly until?: LocalDate;
  /** SEK a day. */
  readonly costSekPerDay?: number;
  readonly notes: readonly NoteRef[];
}

export interface PlanState {
  readonly interventions: readonly Intervention[];
}

export interface InterventionGranted extends EventBase {
  readonly type: 'InterventionGranted';
  readonly intervention: Intervention;
}
