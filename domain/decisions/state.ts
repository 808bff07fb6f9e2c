import type { EventBase } from '../kernel/event';
import type { NoteRef } from '../letters/letter';
import type { Instant } from '../time/instant';
import type { LocalDate } from '../time/local';

/** Why an application is rejected: the grounds that the routine knows (RSP-2, RSP-4, RSP-14). */
export type RejectionGround = 'notAble' | 'declinesMove' | 'criterionNotMet';

/** Why an exit is ended: it cannot be carried out (RSP-10), or there is nobody any more with whom it could be. */
export const exitEnds = ['cannotBeCarriedOut', 'personDied', 'personOutOfReach'] as const;
export type ExitEnd = (typeof exitEnds)[number];

/** A decision that ends an application: by whom, when, on what, under which act, and where it is appealed (RSP-11). */
export interface FormalDecision {
  readonly id: string;
  readonly kind: 'rejection' | 'end';
  readonly because: RejectionGround | ExitEnd;
  readonly decidedBy: string;
  readonly decidedOn: LocalDate;
  /** The social services act as it read on that day. */
  readonly act: string;
  readonly appealTo: 'administrativeCourt';
  /** The reasons. */
  readonly notes: readonly NoteRef[];
}

/** What came of an appeal: the decision stands, was changed, was sent back, or the appeal was not tried. */
export type AppealOutcome = 'upheld' | 'changed' | 'remitted' | 'dismissed';

/** An appeal, known by when it was received; without an outcome it is open (RSP-11, RET-1). */
export interface Appeal {
  readonly receivedAt: Instant;
  readonly outcome?: AppealOutcome;
}

/** A decision, and the appeals against it. */
export interface DecisionOnRecord extends FormalDecision {
  readonly appeals: readonly Appeal[];
}

/** That help to apply for other support was offered, and whether the person wanted it (RSP-2, RSP-10, RSP-14). */
interface HelpToApply {
  readonly at: Instant;
  readonly wanted: boolean;
  readonly notes: readonly NoteRef[];
}

/** Formal decisions of this file. */
export interface DecisionsState {
  readonly taken: Readonly<Record<string, DecisionOnRecord>>;
  readonly help?: HelpToApply;
}

export interface ApplicationRejected extends EventBase {
  readonly type: 'ApplicationRejected';
  readonly decision: FormalDecision & { readonly because: RejectionGround };
}

/** The application and its interventions end (RSP-10). */
export interface ExitEnded extends EventBase {
  readonly type: 'ExitEnded';
  readonly decision: FormalDecision & { readonly because: ExitEnd };
}

export interface AppealRecorded extends EventBase {
  readonly type: 'AppealRecorded';
  readonly decisionId: string;
  readonly receivedAt: Instant;
  readonly outcome?: AppealOutcome;
}

export interface HelpToApplyRecorded extends EventBase {
  readonly type: 'HelpToApplyRecorded';
  readonly at: Instant;
  readonly wanted: boolean;
  /** What was asked for. */
  readonly notes: readonly NoteRef[];
}

export type DecisionsEvent = ApplicationRejected | ExitEnded | AppealRecorded | HelpToApplyRecorded;
