import type { NoticeMatter } from './notice';
import type { Language, Text } from './text';

/** What a notice asks, in words that tell nothing of the person (NTF-1). */
const notices: Readonly<Record<NoticeMatter, Text>> = {
  assessmentReminder: { en: 'An awaited answer is not here yet.', sv: 'Ett väntat svar har inte kommit än.' },
  assessmentOverdue: {
    en: 'The time for an awaited answer has passed.',
    sv: 'Tiden för ett väntat svar har gått ut.',
  },
  assessmentArrived: {
    en: 'An awaited answer has come. Read it.',
    sv: 'Ett väntat svar har kommit. Läs det.',
  },
  assessmentStopped: { en: 'A request was stopped.', sv: 'En begäran har stoppats.' },
  consentEnded: {
    en: 'A consent has ended. See what it carried.',
    sv: 'Ett samtycke har upphört. Se vad som lämnades med stöd av det.',
  },
  criterionOpen: { en: 'A criterion must be settled anew.', sv: 'Ett kriterium behöver prövas på nytt.' },
  receiptAwaited: {
    en: 'A transfer waits for your receipt.',
    sv: 'En överflyttning väntar på er bekräftelse.',
  },
  receiptReminder: { en: 'A receipt is still awaited.', sv: 'En mottagningsbekräftelse väntas fortfarande.' },
  receiptOverdue: {
    en: 'The time for a receipt has passed.',
    sv: 'Tiden för en mottagningsbekräftelse har gått ut.',
  },
  receiptNotRecorded: {
    en: 'A receipt could not be recorded.',
    sv: 'En mottagningsbekräftelse kunde inte föras in.',
  },
  transferDeclined: { en: 'A transfer was declined.', sv: 'En överflyttning avböjdes.' },
  transferRecalled: { en: 'A transfer was recalled.', sv: 'En överflyttning återkallades.' },
  transferReceived: { en: 'A transfer is done.', sv: 'En överflyttning är klar.' },
  meetingProposed: { en: 'A meeting is proposed.', sv: 'Ett möte föreslås.' },
  meetingSettled: {
    en: 'It is settled what becomes of a meeting.',
    sv: 'Det är klart vad det blir av ett möte.',
  },
  handoverHeldUp: {
    en: 'A hand-over could not be offered. See what is missing.',
    sv: 'En överlämning kunde inte erbjudas. Se vad som saknas.',
  },
  dateReminder: { en: 'A date in the case is near.', sv: 'Ett datum i ärendet närmar sig.' },
  dateCome: { en: 'A date in the case has come.', sv: 'Ett datum i ärendet är inne.' },
  reportArrived: { en: 'A letter waits for your receipt.', sv: 'Ett brev väntar på er bekräftelse.' },
  reportReminder: {
    en: 'The receipt of a letter is still awaited.',
    sv: 'Bekräftelsen av ett brev väntas fortfarande.',
  },
  reportOverdue: {
    en: 'The time for the receipt of a letter has passed.',
    sv: 'Tiden för bekräftelsen av ett brev har gått ut.',
  },
  reportNotSent: {
    en: 'A letter that must go has not gone. See what it waits for.',
    sv: 'Ett brev som måste skickas har inte skickats. Se vad det väntar på.',
  },
  placementAsked: {
    en: 'An application has come. Decide on it.',
    sv: 'En ansökan har kommit in. Besluta om den.',
  },
  placementEnds: {
    en: 'A decision for a limited time runs out soon.',
    sv: 'Ett tidsbegränsat beslut löper snart ut.',
  },
  placementEndsAssessmentOverdue: {
    en: 'A decision for a limited time runs out soon, and the time for an awaited answer has passed.',
    sv: 'Ett tidsbegränsat beslut löper snart ut, och tiden för ett väntat svar har gått ut.',
  },
  placementLapsed: {
    en: 'A decision for a limited time has lapsed.',
    sv: 'Ett tidsbegränsat beslut har upphört.',
  },
  placementLapsedAssessmentOverdue: {
    en: 'A decision for a limited time has lapsed, and the time for an awaited answer has passed.',
    sv: 'Ett tidsbegränsat beslut har upphört, och tiden för ett väntat svar har gått ut.',
  },
  placementInformation: {
    en: 'What the person was told is to be recorded.',
    sv: 'Det ska noteras vad personen har informerats om.',
  },
  placementHandoverHeld: {
    en: 'A hand-over cannot go yet. See what is missing.',
    sv: 'En överlämning kan inte ske än. Se vad som saknas.',
  },
  placementHandoverDone: {
    en: 'A hand-over is done.',
    sv: 'En överlämning är klar.',
  },
  placementRecalled: {
    en: 'A hand-over was taken back. See why.',
    sv: 'En överlämning har återkallats. Se varför.',
  },
  placementReceiptAwaited: {
    en: 'A hand-over waits for your receipt.',
    sv: 'En överlämning väntar på er bekräftelse.',
  },
  placementReceiptReminder: {
    en: 'The receipt of a hand-over is still awaited.',
    sv: 'Bekräftelsen av en överlämning väntas fortfarande.',
  },
  placementReceiptOverdue: {
    en: 'The time for the receipt of a hand-over has passed.',
    sv: 'Tiden för bekräftelsen av en överlämning har gått ut.',
  },
  letterArrived: { en: 'A letter has come. Read it.', sv: 'Ett brev har kommit. Läs det.' },
  questionReminder: { en: 'A question is not answered yet.', sv: 'En fråga är inte besvarad än.' },
  questionOverdue: {
    en: 'The time for the answer to a question has passed.',
    sv: 'Tiden för svaret på en fråga har gått ut.',
  },
  answerOverdue: { en: 'The time for an answer has passed.', sv: 'Tiden för ett svar har gått ut.' },
  followUpDue: { en: 'A follow-up is to be done.', sv: 'En uppföljning ska göras.' },
  followUpOverdue: { en: 'A follow-up is not done in time.', sv: 'En uppföljning är inte gjord i tid.' },
  interventionEnded: {
    en: 'The time of something that was granted is over.',
    sv: 'Tiden för något som har beviljats är slut.',
  },
  deliveryFailed: { en: 'A letter could not be delivered.', sv: 'Ett brev kunde inte levereras.' },
  addressMissing: {
    en: 'Someone to be told by mail has no address.',
    sv: 'Någon som ska få besked med e-post saknar adress.',
  },
  mailRefused: {
    en: 'A mail was refused. Check the address.',
    sv: 'Ett mejl avvisades. Kontrollera adressen.',
  },
};

/** Every matter that a notice can have. */
export const noticeMatters = Object.keys(notices) as readonly NoticeMatter[];

/** What a notice asks of its reader. */
export function noticeWords(matter: NoticeMatter, language: Language): string {
  return notices[matter][language];
}
