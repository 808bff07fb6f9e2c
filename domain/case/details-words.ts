import { held } from '../kernel/held';
import type { Text } from '../kernel/text';
import type { Awaited, CaseStatus } from '../ports/journal.port';
import type { Next } from './next-words';
import { nextWords } from './next-words';

// What a supervisor reads in Temporal's UI beside the case (ADR 0028). It stands in the case itself what the person is
// suspected of, classified as or held in: here are dates and parties, and words that fit every case.

export const statusWords: Readonly<Record<CaseStatus, Text>> = {
  offered: { en: 'offered', sv: 'erbjuden' },
  open: { en: 'open', sv: 'öppen' },
  closed: { en: 'closed', sv: 'avslutad' },
};

/** Whom a case waits for. */
export const awaitedWords: Readonly<Record<Awaited, Text>> = {
  assignment: { en: 'a caseworker to be assigned', sv: 'att en handläggare tilldelas' },
  us: { en: 'this unit', sv: 'den egna enheten' },
  ourReceipt: { en: 'our receipt', sv: 'vår mottagningsbekräftelse' },
  police: { en: 'the police', sv: 'polisen' },
  receiver: { en: 'the receiving unit', sv: 'den mottagande enheten' },
  sender: { en: 'the sending unit', sv: 'den avsändande enheten' },
  nobody: { en: 'nobody', sv: 'ingen' },
};

/** For what only happens where the person is classified, suspected or taken into care. */
const standsInCase: Text = {
  en: 'Go on with the case: the next step stands there',
  sv: 'Gå vidare i ärendet: nästa steg står där',
};

/** Next steps whose words would tell what the names of actions hide (ADR 0021). */
const hidden: Readonly<Partial<Record<Next, Text>>> = {
  assessAbility: standsInCase,
  setPlan: standsInCase,
  completeExit: standsInCase,
  answerSeriousCrime: standsInCase,
  discloseAssessment: standsInCase,
  inquire: standsInCase,
  // Whatever the police were asked, it reads alike.
  awaitPolice: nextWords.awaitPoliceAnswer,
};

/** What is next, in words that tell nothing of the person. */
export function nextSaid(next: Next): Text {
  return hidden[next] ?? nextWords[next];
}

/** What falls due, by the kind of deadline. */
const dues: Readonly<Record<string, Text>> = {
  assessmentReminder: {
    en: 'reminder: the answer of the police is awaited',
    sv: 'påminnelse: polisens svar väntas',
  },
  assessmentDue: { en: 'the answer of the police is due', sv: 'polisens svar ska ha kommit' },
  assessmentStillOverdue: {
    en: 'reminder: the answer of the police is late',
    sv: 'påminnelse: polisens svar är försenat',
  },
  receiptDue: { en: 'reminder: a receipt is awaited', sv: 'påminnelse: en mottagningsbekräftelse väntas' },
  receiptOverdue: { en: 'the receipt is late', sv: 'mottagningsbekräftelsen är försenad' },
  reportReceiptDue: {
    en: 'reminder: the receipt of a letter is awaited',
    sv: 'påminnelse: bekräftelsen av ett brev väntas',
  },
  reportReceiptOverdue: { en: 'the receipt of a letter is late', sv: 'bekräftelsen av ett brev är försenad' },
  reportWaitDue: { en: 'reminder: a letter has not gone', sv: 'påminnelse: ett brev har inte skickats' },
  reportWaitOverdue: { en: 'a letter that must go is late', sv: 'ett brev som måste skickas är försenat' },
  reportHandover: { en: 'hand-over to the home district', sv: 'överlämning till stadsområdet' },
  handover: { en: 'hand-over to the home district', sv: 'överlämning till stadsområdet' },
  placementHandover: { en: 'hand-over to the home district', sv: 'överlämning till stadsområdet' },
  placementReminder: { en: 'reminder: a placement runs out', sv: 'påminnelse: en placering löper ut' },
  placementEnds: { en: 'a placement runs out', sv: 'en placering löper ut' },
  informationDue: { en: 'information is to be recorded', sv: 'information ska noteras' },
  informationOverdue: {
    en: 'information that was to be recorded is late',
    sv: 'information som skulle noteras är försenad',
  },
  questionReminder: {
    en: 'reminder: a question is not answered',
    sv: 'påminnelse: en fråga är inte besvarad',
  },
  questionOverdue: { en: 'the answer to a question is late', sv: 'svaret på en fråga är försenat' },
  followUpDue: { en: 'a follow-up is to be done', sv: 'en uppföljning ska göras' },
  followUpOverdue: { en: 'a follow-up is late', sv: 'en uppföljning är försenad' },
  interventionEnds: { en: 'an intervention ends', sv: 'en insats upphör' },
  consentEnds: { en: 'a consent ends', sv: 'ett samtycke upphör' },
};

/** A deadline whose kind, or rule, tells too much. */
export const someDate: Text = { en: 'a date in the case', sv: 'ett datum i ärendet' };

/** What a deadline of that kind is about; undefined where saying it would tell what is sealed. */
export function dueWords(kind: string): Text | undefined {
  return held(dues, kind);
}

/** The same in one line of English, for summaries. */
export function dueSaid(kind: string): string {
  return (dueWords(kind) ?? someDate).en;
}
