import { isCareConcerned, isInquiring } from '../care/questions';
import {
  awaitsOurConfirmation,
  hasReportToPassOn,
  isAllDeclined,
  unconfirmedThere,
  isHandledElsewhere,
  knowsWayOn,
} from '../concern/questions';
import { openQuestion } from '../consent/enquiries';
import { allConsents, consentsTo } from '../consent/questions';
import { hasUnmetCriterion, isDefector } from '../criteria/questions';
import { helpDue, isAssessmentToBeDisclosed } from '../decisions/questions';
import { awaitsCrimeAnswerOfPolice, openSuspicion } from '../crime/questions';
import { isFoundSpecialAndAble, isRejectedFirst } from '../handling/questions';
import { knownHomeDistrict, waitsAtReception } from '../intake/questions';
import { placementNext } from '../placement/next';
import { awaitsOurTakeOver, awaitsTakeOver, isPlacementSentBack } from '../placement/questions';
import { hasInterventions, hasOpenFollowUp, hasPlan, isFollowUpDue } from '../plan/questions';
import type { Awaited, CaseStatus } from '../ports/journal.port';
import { isMeetingOpen } from '../meeting/questions';
import { hasFinalAssessment, hasOpenRequest } from '../threat/questions';
import { applicationStanding, holdsApplication, offeredTransfer } from '../transfer/questions';
import { transferPurposes } from '../transfer/road';
import { deadlines } from './deadlines';
import type { Next } from './next-words';
import type { CaseState } from './state';

/** Where the file stands, as a list may show it in the clear (ADR 0005). */
export function caseStatus(state: CaseState): CaseStatus {
  if (state.intake.status === 'closed') return 'closed';
  return state.intake.status === 'offered' ? 'offered' : 'open';
}

/** Whom the case waits for, never why (ADR 0005). */
export function awaits(state: CaseState): Awaited {
  const { incoming } = state.transfer;
  if (state.intake.status === 'closed') return awaitsAfterClosing(state);
  if (state.intake.status === 'offered') return incoming?.standing === 'confirmed' ? 'sender' : 'ourReceipt';
  if (awaitsOurName(state)) return 'ourReceipt';
  // Before anything else: reception sees the stub of what waits to be assigned, and no more of it (ACC-2, CON-11).
  if (waitsAtReception(state)) return 'assignment';
  if (awaitsPolice(state)) return 'police';
  return offeredTransfer(state) !== undefined || awaitsOnlyThem(state) ? 'receiver' : 'us';
}

function awaitsPolice(state: CaseState): boolean {
  return hasOpenRequest(state) || awaitsCrimeAnswerOfPolice(state);
}

/** Whether a report, or a placement, waits for a named person here. */
function awaitsOurName(state: CaseState): boolean {
  return awaitsOurConfirmation(state) || awaitsOurTakeOver(state);
}

/** A receipt of a report, or of a placement that is handed over, is all that a file without an application waits for. */
function awaitsOnlyThem(state: CaseState): boolean {
  return !holdsApplication(state) && (unconfirmedThere(state).length > 0 || awaitsTakeOver(state));
}

/** A closed file is done with, unless it is still followed up (FUP-1). */
function awaitsAfterClosing(state: CaseState): Awaited {
  if (hasOpenRequest(state)) return 'police';
  return hasOpenFollowUp(state) ? 'us' : 'nobody';
}

/** What is next in this case (WRK-1). */
export function nextOf(state: CaseState): Next {
  switch (awaits(state)) {
    case 'nobody':
      return 'nothing';
    case 'ourReceipt':
      return ourReceiptNext(state);
    case 'sender':
      return 'awaitPackage';
    case 'police':
      return policeNext(state);
    case 'receiver':
      return theirReceiptNext(state);
    case 'assignment':
      return wentBack(state) ? 'close' : 'assign';
    case 'us':
      return placementNext(state) ?? ownNext(state);
  }
}

/** All that came to this file was another district's: nobody is needed for it any more (TRF-7, PLC-2). */
function wentBack(state: CaseState): boolean {
  return !holdsApplication(state) && (isAllDeclined(state) || isPlacementSentBack(state));
}

function policeNext(state: CaseState): Next {
  return hasOpenRequest(state) ? 'awaitPolice' : 'awaitPoliceAnswer';
}

function ourReceiptNext(state: CaseState): Next {
  if (awaitsOurTakeOver(state)) return 'takeOverPlacement';
  return state.intake.status === 'offered' ? 'confirmReceipt' : 'confirmConcern';
}

function theirReceiptNext(state: CaseState): Next {
  if (offeredTransfer(state) !== undefined) return 'awaitReceipt';
  return awaitsTakeOver(state) ? 'awaitTakeOver' : 'awaitConcernReceipt';
}

function ownNext(state: CaseState): Next {
  if (hasOpenFollowUp(state)) return 'followUp';
  if (hasReportToPassOn(state)) return knowsWayOn(state) ? 'forwardConcern' : 'setHomeDistrict';
  if (!holdsApplication(state)) return askedNext(state) ?? otherNext(state);
  return state.intake.registeredBy === 'dutyDesk' ? dutyDeskNext(state) : handlingNext(state);
}

function handlingNext(state: CaseState): Next {
  if (state.intake.status === 'intake') return 'openInvestigation';
  // Transfers wait for both answers, also that of compulsory care (THR-8).
  if (openSuspicion(state) !== undefined) return 'answerSeriousCrime';
  return isCareConcerned(state) ? careNext(state) : heldNext(state);
}

/** The application goes to the home district, and only the person's consent carries it (RSP-9). */
function careNext(state: CaseState): Next {
  const to = knownHomeDistrict(state);
  const isCarried =
    to !== undefined &&
    consentsTo(state, to, 'core').some(({ purpose }) => transferPurposes.includes(purpose));
  return to === undefined || isCarried ? 'offerTransfer' : 'askConsent';
}

/** What is next with an application that is held and investigated here. */
function heldNext(state: CaseState): Next {
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
  return state.intake.matter === 'concern' && !isHandledElsewhere(state) ? 'handleConcern' : 'close';
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
  if (!hasInterventions(state)) return 'grantIntervention';
  if (!hasPlan(state)) return 'setPlan';
  return isFollowUpDue(state) ? 'followUp' : 'completeExit';
}
