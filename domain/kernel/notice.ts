import type { Instant } from '../time/instant';
import type { RuleId } from './rule';

/**
 * What a notice asks to be done: a closed list, without anything of the person (NTF-1). Each has an answer in `asks` of exactly one area,
 * so that it is settled when that is done (NTF-3); a test holds this list against the areas.
 */
export const askingMatters = [
  'assessmentReminder',
  'assessmentOverdue',
  'criterionOpen',
  'receiptAwaited',
  'receiptReminder',
  'receiptOverdue',
  'meetingProposed',
  'handoverHeldUp',
  'dateReminder',
  'dateCome',
  'reportArrived',
  'reportReminder',
  'reportOverdue',
  'reportNotSent',
  'placementAsked',
  'placementEnds',
  'placementEndsAssessmentOverdue',
  'placementInformation',
  'placementHandoverHeld',
  'placementReceiptAwaited',
  'placementReceiptReminder',
  'placementReceiptOverdue',
  'answerOverdue',
  'followUpDue',
  'followUpOverdue',
  'questionReminder',
  'questionOverdue',
] as const;

/** What a notice only tells: it stands until a person takes it off the list or the case closes. */
export const tellingMatters = [
  'assessmentArrived',
  'assessmentStopped',
  'consentEnded',
  'receiptNotRecorded',
  'transferDeclined',
  'transferRecalled',
  'transferReceived',
  'meetingSettled',
  'placementLapsed',
  'placementLapsedAssessmentOverdue',
  'placementHandoverDone',
  'placementRecalled',
  'letterArrived',
  'interventionEnded',
  'deliveryFailed',
  'addressMissing',
  'mailRefused',
] as const;

export type AskingMatter = (typeof askingMatters)[number];
export type NoticeMatter = AskingMatter | (typeof tellingMatters)[number];

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
