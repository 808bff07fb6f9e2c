import type { PartyId } from '../kernel/actor';
import type { Refusal } from '../kernel/refusal';
import type { Step } from '../kernel/step';
import type { LetterHeader, ReceivedLetter } from '../letters/letter';
import type { Profile } from '../profile/profile';
import type { AppendInput, CaseRow, InboxOutcome } from './journal.port';

/** What may be seen of a case without its key: search attributes are made of this (ADR 0005). */
export type Shown = Pick<CaseRow, 'status' | 'awaits' | 'nextDue' | 'overdue'>;

/** Which steps of which case. */
export interface LoadInput {
  readonly unit: PartyId;
  readonly caseRef: string;
  readonly fromSeq: number;
}

/** One page of the journal. */
export interface Loaded {
  readonly steps: readonly Step[];
  /** Further pages follow; `shown` comes with the last one. */
  readonly more: boolean;
  /** Absent for a case that does not exist. */
  readonly shown?: Shown;
  /** What the ids of the case are made with (ADR 0027); absent in what older code answered. */
  readonly idKey?: string;
}

/** What an accepted message leaves behind: a step, or, where there is no case and none was opened, nothing but the answer. */
export type RecordInput =
  | { readonly kind: 'step'; readonly append: AppendInput }
  | {
      readonly kind: 'unopened';
      readonly unit: PartyId;
      readonly caseRef: string;
      readonly refusal: Refusal;
      readonly inbox?: InboxOutcome;
    };

/** What the workflow goes by from then on, also when it is replayed under other rules (ADR 0002). */
export type Recorded =
  | {
      readonly steps: readonly Step[];
      readonly shown: Shown;
      /** The profile that the worker has now; another one than before is fetched. */
      readonly profileVersion: string;
    }
  | { readonly unopened: Refusal }
  /** Decided under another profile than the worker has now: nothing was written, and it is decided anew (UPP-6). */
  | { readonly otherProfile: true };

/** A letter whose header was accepted is read; of a refused one nothing is (CON-8). */
export interface OpenInput {
  readonly unit: PartyId;
  readonly caseRef: string;
  readonly header: LetterHeader;
  readonly refusal?: Refusal;
}

/** What became of the header: recorded, so that it does not depend on today's rules. */
export type OpenedLetter = { readonly letter: ReceivedLetter } | { readonly refusal: Refusal };

/** The journal as a case workflow meets it: every answer is recorded and drives the workflow from then on. */
export interface CaseRecord {
  readonly load: (input: LoadInput) => Promise<Loaded>;
  readonly profile: () => Promise<Profile>;
  readonly append: (input: RecordInput) => Promise<Recorded>;
  readonly openLetter: (input: OpenInput) => Promise<OpenedLetter>;
}
