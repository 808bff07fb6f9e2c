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
  | 'meetingProposed'
  | 'meetingSettled'
  | 'handoverHeldUp'
  | 'dateReminder'
  | 'dateCome'
  | 'reportArrived'
  | 'reportReminder'
  | 'reportOverdue'
  | 'reportNotSent'
  | 'placementAsked'
  | 'placementEnds'
  | 'placementEndsAssessmentOverdue'
  | 'placementLapsed'
  | 'placementLapsedAssessmentOverdue'
  | 'placementInformation'
  | 'placementHandoverHeld'
  | 'placementHandoverDone'
  | 'placementRecalled'
  | 'placementReceiptAwaited'
  | 'placementReceiptReminder'
  | 'placementReceiptOverdue'
  | 'letterArrived'
  | 'answerOverdue'
  | 'followUpDue'
  | 'followUpOverdue'
  | 'interventionEnded'
  | 'deliveryFailed'
  | 'addressMissing'
  | 'mailRefused';

/** To whom a notice goes inside the own unit (NTF-3: caseworker, unit, supervisor). */
export type NoticeAudience = 'caseworker' | 'unit' | 'reception' | 'supervisor';

/** Whom a notice is mailed to; each has a delivery of its own (NTF-2). */
export type MailRecipient = 'functionAddress' | 'caseworker' | 'supervisor';

/** The unit's function address first and the assigned caseworker; what has escalated goes to the supervisor too (NTF-2, NTF-3). */
export function mailedTo(audience: NoticeAudience): readonly MailRecipient[] {
  return audience === 'supervisor'
    ? ['functionAddress', 'caseworker', 'supervisor']
    : ['functionAddress', 'caseworker'];
}

/** A call to act. It carries a reference, what is asked and by when, and nothing of the person (NTF-1). */
export interface Notice {
  readonly noticeId: string;
  readonly audience: NoticeAudience;
  readonly matter: NoticeMatter;
  readonly rule: RuleId;
  readonly dueAt?: Instant;
}
