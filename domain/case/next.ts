import { isCareConcerned, isInquiring } from '../care/questions';
import {
  awaitsOurConfirmation,
  hasReportToPassOn,
  unconfirmedThere,
  wasPassedOn,
} from '../concern/questions';
import { openQuestion } from '../consent/enquiries';
import { allConsents } from '../consent/questions';
import { hasUnmetCriterion, isDefector } from '../criteria/questions';
import { helpDue, isAssessmentToBeDisclosed } from '../decisions/questions';
import { isFoundSpecialAndAble, isRejectedFirst } from '../handling/questions';
import { knownHomeDistrict, waitsAtReception } from '../intake/questions';
import type { Text } from '../kernel/text';
import type { Awaited, CaseStatus } from '../ports/journal.port';
import { isMeetingOpen } from '../meeting/questions';
import { hasFinalAssessment, hasOpenRequest } from '../threat/questions';
import { applicationStanding, holdsApplication, offeredTransfer } from '../transfer/questions';
import { deadlines } from './deadlines';
import type { CaseState } from './state';

/** What is next in a case, as a code (WRK-1). */
export type Next =
  | 'confirmReceipt'
  | 'awaitPackage'
  | 'assign'
  | 'setHomeDistrict'
  | 'awaitHandover'
  | 'openInvestigation'
  | 'awaitPolice'
  | 'awaitReceipt'
  | 'askConsent'
  | 'settleCriteria'
  | 'askPolice'
  | 'classify'
  | 'assessAbility'
  | 'decideHandling'
  | 'offerTransfer'
  | 'grantIntervention'
  | 'completeExit'
  | 'reject'
  | 'offerHelp'
  | 'discloseAssessment'
  | 'settleMeeting'
  | 'answerQuestion'
  | 'close'
  | 'forwardConcern'
  | 'awaitConcernReceipt'
  | 'confirmConcern'
  | 'handleConcern'
  | 'inquire'
  | 'nothing';

/** What is next, in words (WRK-1); `nameStaff` for a supervisor who is not named in a restricted case (ACC-3). */
export const nextWords: Readonly<Record<Next | 'nameStaff', Text>> = {
  nameStaff: {
    en: 'Open to named staff only. Ask them, or name who is to have it.',
    sv: 'Öppet bara för namngiven personal. Vänd dig till dem, eller ange vem som ska ha det.',
  },
  confirmReceipt: {
    en: 'Confirm or decline the offered transfer',
    sv: 'Bekräfta eller avböj den erbjudna överflyttningen',
  },
  awaitPackage: { en: 'Wait for the package from the sender', sv: 'Invänta paketet från avsändaren' },
  assign: { en: 'Assign a caseworker', sv: 'Tilldela en handläggare' },
  setHomeDistrict: { en: 'Settle the home district', sv: 'Klarlägg tillhörigheten' },
  awaitHandover: {
    en: 'Wait for the hand-over to the home district',
    sv: 'Invänta överlämningen till stadsområdet',
  },
  openInvestigation: { en: 'Open the investigation', sv: 'Inled utredning' },
  awaitPolice: { en: 'Wait for the police assessment', sv: 'Invänta polisens bedömning' },
  awaitReceipt: { en: 'Wait for the receipt of the transfer', sv: 'Invänta mottagningsbekräftelsen' },
  askConsent: { en: 'Ask the person for consent', sv: 'Fråga personen om samtycke' },
  settleCriteria: { en: 'Settle the criteria', sv: 'Klarlägg kriterierna' },
  askPolice: { en: 'Ask the police for a threat assessment', sv: 'Begär hotbildsbedömning av polisen' },
  classify: { en: 'Classify: special defector or not', sv: 'Klassificera: särskild avhoppare eller inte' },
  assessAbility: {
    en: 'Assess the ability to use the programme',
    sv: 'Bedöm förmågan att tillgodogöra sig insatsen',
  },
  decideHandling: { en: 'Decide who handles', sv: 'Avgör vem som handlägger' },
  offerTransfer: {
    en: 'Offer the transfer to the unit that is to handle',
    sv: 'Erbjud överflyttning till den enhet som ska handlägga',
  },
  grantIntervention: { en: 'Grant an intervention', sv: 'Bevilja en insats' },
  completeExit: { en: 'Follow the exit to its completion', sv: 'Följ avhoppet till dess det är fullföljt' },
  reject: {
    en: 'Reject the application by a formal decision, or record that it is withdrawn',
    sv: 'Avslå ansökan genom ett formellt beslut, eller notera att den är återtagen',
  },
  offerHelp: {
    en: 'Offer help to apply for other support, and record it',
    sv: 'Erbjud hjälp att ansöka om annat stöd, och notera det',
  },
  discloseAssessment: {
    en: 'Disclose the assessment to the home district, as the consent lets it',
    sv: 'Lämna ut bedömningen till stadsområdet, så som samtycket medger',
  },
  settleMeeting: {
    en: 'Hold or waive the hand-over meeting, then close the file',
    sv: 'Håll överlämningsmötet eller avstå från det, avsluta sedan akten',
  },
  answerQuestion: { en: 'Answer the question', sv: 'Besvara frågan' },
  close: { en: 'Close the file', sv: 'Avsluta akten' },
  forwardConcern: {
    en: 'Pass the report on to the home district',
    sv: 'Sänd anmälan vidare till stadsområdet',
  },
  awaitConcernReceipt: {
    en: 'Wait until the home district has confirmed the report',
    sv: 'Invänta stadsområdets bekräftelse av anmälan',
  },
  confirmConcern: { en: 'Confirm that the report has come', sv: 'Bekräfta att anmälan har kommit in' },
  handleConcern: { en: 'Handle the report', sv: 'Handlägg anmälan' },
  inquire: { en: 'Carry out the inquiry', sv: 'Genomför utredningen' },
  nothing: { en: 'Nothing', sv: 'Inget' },
};

/** Where the file stands, as a list may show it in the clear (ADR 0005). */
export function caseStatus(state: CaseState): CaseStatus {
  if (state.intake.status === 'closed') return 'closed';
  return state.intake.status === 'offered' ? 'offered' : 'open';
}

/** Whom the case waits for, never why (ADR 0005). */
export function awaits(state: CaseState): Awaited {
  const { incoming } = state.transfer;
  if (state.intake.status === 'closed') return 'nobody';
  if (state.intake.status === 'offered') return incoming?.standing === 'confirmed' ? 'sender' : 'ourReceipt';
  if (awaitsOurConfirmation(state)) return 'ourReceipt';
  if (hasOpenRequest(state)) return 'police';
  if (offeredTransfer(state) !== undefined || awaitsOnlyConfirmation(state)) return 'receiver';
  return waitsAtReception(state) ? 'assignment' : 'us';
}

/** A report that is confirmed there is all that a file without an application waits for. */
function awaitsOnlyConfirmation(state: CaseState): boolean {
  return !holdsApplication(state) && unconfirmedThere(state).length > 0;
}

/** What is next in this case (WRK-1). */
export function nextOf(state: CaseState): Next {
  switch (awaits(state)) {
    case 'nobody':
      return 'nothing';
    case 'ourReceipt':
      return state.intake.status === 'offered' ? 'confirmReceipt' : 'confirmConcern';
    case 'sender':
      return 'awaitPackage';
    case 'police':
      return 'awaitPolice';
    case 'receiver':
      return offeredTransfer(state) === undefined ? 'awaitConcernReceipt' : 'awaitReceipt';
    case 'assignment':
      return 'assign';
    case 'us':
      return ownNext(state);
  }
}

function ownNext(state: CaseState): Next {
  if (hasReportToPassOn(state)) return 'forwardConcern';
  if (!holdsApplication(state)) return askedNext(state) ?? otherNext(state);
  return state.intake.registeredBy === 'dutyDesk' ? dutyDeskNext(state) : handlingNext(state);
}

function handlingNext(state: CaseState): Next {
  if (state.intake.status === 'intake') return 'openInvestigation';
  if (isCareConcerned(state)) return 'offerTransfer';
  if (isRejectedFirst(state) || hasUnmetCriterion(state)) return 'reject';
  if (!allConsents(state).some(({ ended }) => ended === undefined)) return 'askConsent';
  return isFoundSpecialAndAble(state) ? 'offerTransfer' : assessedNext(state);
}

/** What a district took over it handles; the defector unit classifies that too (DEF-5, RSP-3). */
function assessedNext(state: CaseState): Next {
  const isDefectorUnits = state.intake.registeredBy === 'defectorUnit';
  if (state.transfer.application?.from !== undefined && !isDefectorUnits) return handledNext(state);
  if (!hasFinalAssessment(state) && state.handling.classification === undefined) return 'askPolice';
  // A district goes on without any classification (RSP-5, RSP-6).
  return isDistricts(state) ? handledNext(state) : classifiedNext(state);
}

/** What is next in a file that holds no application: what is its own matter, or what the one that left or ended still asks (RSP-2, RSP-10, RSP-14). */
function otherNext(state: CaseState): Next {
  if (isInquiring(state)) return 'inquire';
  if (helpDue(state) !== undefined) return 'offerHelp';
  if (isAssessmentToBeDisclosed(state)) return 'discloseAssessment';
  if (applicationStanding(state) === 'moved' && isMeetingOpen(state)) return 'settleMeeting';
  return state.intake.matter === 'concern' && !wasPassedOn(state) ? 'handleConcern' : 'close';
}

/** The duty desk finds out the home district and asks consent; the clock hands over (INT-3, INT-6, INT-9). */
function dutyDeskNext(state: CaseState): Next {
  if (knownHomeDistrict(state) === undefined) return 'setHomeDistrict';
  if (!deadlines(state).some(({ kind }) => kind === 'handover')) return 'offerTransfer';
  return allConsents(state).some(({ ended }) => ended === undefined) ? 'awaitHandover' : 'askConsent';
}

/** What follows where another unit asked, until it has its answer (CON-7, INT-6, RSP-13). */
function askedNext(state: CaseState): Next | undefined {
  const question = openQuestion(state);
  if (question?.kind !== 'classificationRequest') return question && 'answerQuestion';
  const { classification, ability } = state.handling;
  if (classification === undefined) return 'classify';
  return classification === 'special' && ability === undefined ? 'assessAbility' : 'decideHandling';
}

function isDistricts({ intake: { registeredBy } }: CaseState): boolean {
  return registeredBy !== undefined && registeredBy !== 'defectorUnit';
}

function classifiedNext(state: CaseState): Next {
  const { classification, ability, decision } = state.handling;
  if (classification === undefined) return isDefector(state) ? 'classify' : 'settleCriteria';
  if (classification === 'special' && ability === undefined) return 'assessAbility';
  if (decision === undefined) return 'decideHandling';
  return decision.handledBy === 'homeDistrict' ? 'offerTransfer' : handledNext(state);
}

function handledNext(state: CaseState): Next {
  if (!isDefector(state)) return 'settleCriteria';
  return state.plan.interventions.length === 0 ? 'grantIntervention' : 'completeExit';
}
