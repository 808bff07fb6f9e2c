import type { PartyId, Reader } from '../kernel/actor';
import type { NoticeMatter } from '../kernel/notice';
import type { Step } from '../kernel/step';
import type { Instant } from '../time/instant';

/** Open or closed, or an offer that waits for our receipt: all that a list may hold in the clear (ADR 0005). */
export type CaseStatus = 'offered' | 'open' | 'closed';

/** Whom the case waits for, never why (ADR 0005). */
export type Awaited = 'assignment' | 'us' | 'ourReceipt' | 'police' | 'receiver' | 'sender' | 'nobody';

/** A person's part in a case of the own unit (ACC-2). */
export interface CasePerson {
  readonly person: string;
  readonly part: 'caseworker' | 'standIn';
}

/** The worklist row, written in the same transaction as the step that changed it. */
export interface CaseRow {
  readonly status: CaseStatus;
  readonly awaits: Awaited;
  /** What is next, as a code that the worklist puts into words; sealed with the case's key. */
  readonly next: string;
  readonly nextDue: Instant | null;
  readonly overdue: boolean;
  readonly people: readonly CasePerson[];
  /** Reception may see it as a stub: it waits to be received or assigned (ACC-2). */
  readonly waitsAtReception: boolean;
  /** Matters of which nothing is asked any more: their notices are settled with the step (NTF-3). */
  readonly settled: readonly NoticeMatter[];
  /** The supervisors to whom it is open, null for every one of the unit (ACC-3); sealed with the case's key (ADR 0013). */
  readonly supervisors: readonly string[] | null;
}

/** One consent as the claim of a letter needs it: whether it still stands, nothing of its content. */
export interface LedgerRow {
  readonly consentId: string;
  readonly validUntil: Instant | null;
  readonly endedAt: Instant | null;
}

/** What one step writes, in one transaction (ADR 0002). */
export interface AppendInput {
  readonly unit: PartyId;
  readonly caseRef: string;
  /** `step.seq` is the number expected next; rows at or beyond it make append adopt instead. */
  readonly step: Step;
  readonly row: CaseRow;
  /** The whole ledger after the step; append brings the stored rows in line and stops waiting letters of ended ones. */
  readonly ledger: readonly LedgerRow[];
  /** What became of the inbox letter that this step answers, if any. */
  readonly inbox?: InboxOutcome;
}

/** What becomes of a received letter: recorded moves its content to the case, refused destroys its key (ADR 0004). */
export interface InboxOutcome {
  readonly from: PartyId;
  readonly letterId: string;
  readonly outcome: 'recorded' | 'late' | 'refused';
  /** Letters that this one replaces (a correction, THR-5). */
  readonly replaces?: string;
}

/** What stands in the journal from `step.seq` on: the own step, or what another worker had written (insert-or-adopt). */
export interface AppendResult {
  readonly steps: readonly Step[];
}

/** The journal: the truth about every case of a unit. */
export interface Journal {
  /** Writes the step, or adopts what is there. Idempotent on (case, commandId) and (case, seq). */
  readonly append: (input: AppendInput) => Promise<AppendResult>;
  /** The steps from `fromSeq` on, in order; none for a case that does not exist. */
  readonly load: (unit: PartyId, caseRef: string, fromSeq: number) => Promise<readonly Step[]>;
}

/** What the reader's unit has of a case, when the reader may look (ACC-2): one answer for foreign and unknown (CON-6). */
export interface CaseAccess {
  readonly open: (reader: Reader, caseRef: string) => Promise<readonly Step[] | undefined>;
}
