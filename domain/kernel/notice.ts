import type { Instant } from '../time/instant';
import type { RuleId } from './rule';

/** What a notice asks for: a closed list, without anything of the person (NTF-1). */
export type NoticeMatter =
  | 'assessmentReminder'
  | 'assessmentOverdue'
  | 'assessmentArrived'
  | 'assessmentStopped'
  | 'consentEnded'
  | 'criterionOpen'
  | 'receiptAwaited'
  | 'receiptReminder'
  | 'receiptOverdue'
  | 'receiptNotRecorded'
  | 'transferDeclined'
  | 'transferRecalled'
  | 'transferReceived'
  | 'letterArrived'
  | 'deliveryFailed'
  | 'addressMissing'
  | 'mailRefused';

/** To whom a notice goes inside the own unit (NTF-3: caseworker, unit, supervisor). */
export type NoticeAudience = 'caseworker' | 'unit' | 'reception' | 'supervisor';

/** A call to act. It carries a reference, what is asked and by when, and nothing of the person (NTF-1). */
export interface Notice {
  readonly noticeId: string;
  readonly audience: NoticeAudience;
  readonly matter: NoticeMatter;
  readonly rule: RuleId;
  readonly dueAt?: Instant;
}
