/**
 * Who is let in by which operation, written out by hand: the product's own tables are what this is held against.
 *
 * In a case that is assigned: C its caseworker and the stand-in, V the unit's supervisor. In one that waits to be assigned: R the
 * reception, V the supervisor. Who is not named here gets 403 if they have some part in the case, else 404, as for every
 * case of another unit; roles that do not work with cases get 403 whatever they name.
 */
interface Row {
  readonly assigned: 'CV' | 'V';
  readonly waiting: 'RV' | 'V';
}

const file: Row = { assigned: 'CV', waiting: 'V' };
const desk: Row = { assigned: 'CV', waiting: 'RV' };

/** Every operation that names a case in its path. */
export const ofCases: Readonly<Record<string, Row>> = {
  readCase: desk,
  readOffers: desk,
  readTimeline: file,
  readDisclosures: file,
  readTransferPreview: file,
  readAccessLog: { assigned: 'V', waiting: 'V' },
  assignCaseworker: { assigned: 'V', waiting: 'RV' },
  confirmReceipt: desk,
  declineTransfer: desk,
  proposeHandoverMeeting: desk,
  recordHandoverMeeting: desk,
  waiveHandoverMeeting: desk,
  receiveConcernReport: desk,
  confirmConcernReport: desk,
  declineConcernReport: desk,
  applyForAcutePlacement: desk,
  takeOverPlacement: desk,
  declinePlacement: desk,
  setHomeDistrict: file,
  askHomeDistrict: file,
  answerHomeDistrict: file,
  openInvestigation: file,
  recordFirstContact: file,
  recordRelease: file,
  recordCriterion: file,
  recordMilieu: file,
  recordAssessmentMethod: file,
  recordMotivation: file,
  giveConsent: file,
  withdrawConsent: file,
  recordConsentRefusal: file,
  discloseWithConsent: file,
  discloseOnGround: file,
  askAdvice: file,
  answerAdvice: file,
  forwardConcernReport: file,
  recordCompulsoryCareConcern: file,
  startCompulsoryCareInquiry: file,
  requestThreatAssessment: file,
  recordSeriousCrimeSuspicion: file,
  answerSeriousCrime: file,
  recordMoveNeed: file,
  classifyDefector: file,
  assessAbility: file,
  decideHandling: file,
  requestClassification: file,
  informRelatives: file,
  rejectApplication: file,
  endExit: file,
  recordAppeal: file,
  recordHelpToApply: file,
  offerTransfer: file,
  recallTransfer: file,
  decideAcutePlacement: file,
  renewPlacement: file,
  recordPlacementInformation: file,
  endPlacement: file,
  grantIntervention: file,
  setPlan: file,
  endParticipation: file,
  recordFollowUp: file,
  applyStateFunding: file,
  recordFundingDecision: file,
  contactFinancialAssistance: file,
  withdrawApplication: file,
  completeExit: file,
  closeCase: file,
};

/** Operations of staff that name no case, by the roles that they are open to. */
export const ofUnits: Readonly<Record<string, readonly string[]>> = {
  openCase: ['caseworker', 'supervisor', 'reception', 'dutyDesk'],
  readWorklist: ['caseworker', 'supervisor', 'reception', 'dutyDesk'],
  readNotices: ['caseworker', 'supervisor', 'reception', 'dutyDesk'],
  settleNotice: ['caseworker', 'supervisor', 'reception', 'dutyDesk'],
  readUnit: ['caseworker', 'supervisor', 'reception', 'dutyDesk'],
  metrics: ['operator'],
};

/** What opens a case, by the roles that may. */
export const openedBy: Readonly<Record<string, readonly string[]>> = {
  registerApplication: ['caseworker', 'reception', 'dutyDesk'],
  receiveConcernReport: ['caseworker', 'supervisor', 'reception', 'dutyDesk'],
  startCompulsoryCareInquiry: ['caseworker', 'supervisor'],
  applyForAcutePlacement: ['caseworker', 'supervisor', 'reception', 'dutyDesk'],
  decideAcutePlacement: ['caseworker', 'supervisor', 'dutyDesk'],
};

/** For other systems, by signature: no role opens any. */
export const ofParties = [
  'postLetter',
  'readLetterStanding',
  'postAssessment',
  'postSeriousCrimeAnswer',
  'readAssessmentStanding',
];

/** For anyone; they tell nothing of any case. */
export const ofAnyone = ['health', 'ready'];
