import { isCareConcerned } from '../../../domain/care/questions';
import { knownHomeDistrict } from '../../../domain/intake/questions';
import { isMeetingProposed } from '../../../domain/meeting/questions';
import { holdsApplication, offeredTransfer, transferUnderWay } from '../../../domain/transfer/questions';
import type { CaseState } from '../../../domain/case/state';
import type { Next } from '../../../domain/case/next-words';

/** The defector unit hands on once it has decided who handles, or compulsory care concerns it (RSP-3, RSP-9). */
function mayHandOn(state: CaseState): boolean {
  const isDecided = state.handling.decision !== undefined || isCareConcerned(state);
  return state.intake.registeredBy !== 'defectorUnit' || isDecided;
}

/** What there is plainly no occasion for; whoever acts without thinking tries it all the same. */
const occasions: Readonly<Record<string, (state: CaseState) => boolean>> = {
  recordFundingDecision: ({ plan }) => plan.funding.some(({ standing }) => standing === 'applied'),
  recordAppeal: ({ decisions }) => Object.keys(decisions.taken).length > 0,
  withdrawConsent: ({ consent }) => Object.values(consent.consents).some(({ ended }) => ended === undefined),
  proposeHandoverMeeting: (state) => transferUnderWay(state) !== undefined && !isMeetingProposed(state),
  setHomeDistrict: (state) => knownHomeDistrict(state) === undefined || !holdsApplication(state),
  giveConsent: ({ consent }) =>
    Object.values(consent.consents).filter(({ ended }) => ended === undefined).length < 5,
  offerTransfer: (state) => offeredTransfer(state) === undefined && mayHandOn(state),
  recallTransfer: ({ transfer }) => Object.keys(transfer.outgoing).length === 1,
  askHomeDistrict: (state) => knownHomeDistrict(state) === undefined,
  forwardConcernReport: (state) => knownHomeDistrict(state) !== undefined,
  recordCriterion: ({ criteria: { assessed, motivation } }) =>
    [assessed.milieu, assessed.need, ...(motivation === undefined ? [] : [assessed.wish])].some(
      (held) => held?.value !== 'met',
    ),
  recordMotivation: ({ criteria }) => criteria.motivation === undefined,
};

/** What one does in that case who goes by what it says is next, and looks whether there is an occasion. */
export function sensibleIn(state: CaseState, next: Next): readonly string[] {
  return sensible[next].filter((name) => occasions[name]?.(state) !== false);
}

/** What one does who goes by what the case says is next. */
const sensible: Readonly<Record<Next, readonly string[]>> = {
  confirmReceipt: ['confirmReceipt', 'confirmReceipt', 'confirmReceipt', 'declineTransfer'],
  awaitPackage: ['confirmReceipt'],
  assign: ['assignCaseworker'],
  setHomeDistrict: ['setHomeDistrict', 'setHomeDistrict', 'giveConsent'],
  awaitHandover: ['recordFirstContact', 'giveConsent', 'offerTransfer'],
  openInvestigation: [
    ...['setHomeDistrict', 'recordFirstContact', 'openInvestigation', 'openInvestigation'],
    ...['askHomeDistrict'],
  ],
  awaitPolice: ['recordCriterion', 'setHomeDistrict', 'giveConsent', 'offerTransfer', 'offerTransfer'],
  awaitReceipt: ['discloseWithConsent', 'proposeHandoverMeeting', 'proposeHandoverMeeting', 'recallTransfer'],
  askConsent: ['setHomeDistrict', 'giveConsent', 'giveConsent', 'giveConsent'],
  settleCriteria: [
    'recordMotivation',
    'recordCriterion',
    'recordCriterion',
    'offerTransfer',
    'discloseWithConsent',
  ],
  askPolice: ['requestThreatAssessment', 'requestThreatAssessment', 'giveConsent', 'offerTransfer'],
  classify: ['classifyDefector', 'discloseWithConsent'],
  assessAbility: ['assessAbility'],
  decideHandling: ['setHomeDistrict', 'decideHandling', 'decideHandling', 'recordMoveNeed'],
  offerTransfer: ['offerTransfer', 'offerTransfer', 'giveConsent'],
  grantIntervention: [
    ...['grantIntervention', 'setHomeDistrict', 'offerTransfer', 'giveConsent'],
    ...['requestClassification', 'requestClassification', 'askAdvice'],
  ],
  setPlan: ['setPlan', 'applyStateFunding', 'endParticipation', 'recordSeriousCrimeSuspicion'],
  followUp: ['recordFollowUp', 'recordFundingDecision', 'requestThreatAssessment', 'giveConsent'],
  answerSeriousCrime: ['answerSeriousCrime', 'recordSeriousCrimeSuspicion', 'giveConsent'],
  awaitPoliceAnswer: ['endParticipation', 'setPlan', 'recordCriterion', 'grantIntervention'],
  completeExit: [
    ...['completeExit', 'applyStateFunding', 'applyStateFunding'],
    ...['recordFundingDecision', 'recordFundingDecision'],
    'setHomeDistrict',
    'offerTransfer',
    'offerTransfer',
    'requestClassification',
  ],
  reject: ['rejectApplication', 'rejectApplication', 'recordCriterion', 'withdrawApplication'],
  offerHelp: ['recordHelpToApply', 'recordAppeal', 'giveConsent'],
  discloseAssessment: ['discloseWithConsent'],
  settleMeeting: ['recordHandoverMeeting', 'waiveHandoverMeeting', 'closeCase'],
  answerQuestion: ['answerAdvice', 'answerHomeDistrict', 'answerHomeDistrict', 'closeCase'],
  takeOverPlacement: ['takeOverPlacement', 'takeOverPlacement', 'takeOverPlacement', 'declinePlacement'],
  awaitTakeOver: ['setHomeDistrict', 'renewPlacement', 'endPlacement'],
  decidePlacement: ['decideAcutePlacement', 'decideAcutePlacement', 'giveConsent'],
  passOnPlacement: ['setHomeDistrict', 'giveConsent', 'applyForAcutePlacement', 'decideAcutePlacement'],
  recordPlacementInformation: ['recordPlacementInformation', 'giveConsent'],
  followPlacement: ['giveConsent', 'renewPlacement', 'endPlacement', 'contactFinancialAssistance'],
  close: ['closeCase', 'closeCase', 'recordFundingDecision', 'recordAppeal'],
  nothing: ['withdrawConsent', 'recordAppeal', 'recordFundingDecision'],
  forwardConcern: ['forwardConcernReport', 'forwardConcernReport', 'setHomeDistrict'],
  awaitConcernReceipt: ['withdrawConsent'],
  confirmConcern: [
    'confirmConcernReport',
    'confirmConcernReport',
    'declineConcernReport',
    'receiveConcernReport',
  ],
  handleConcern: ['startCompulsoryCareInquiry', 'giveConsent', 'discloseOnGround', 'closeCase', 'closeCase'],
  inquire: ['closeCase', 'discloseOnGround'],
};
