import { actionNames, updateName } from '../../domain/case/actions';
import { actionTable } from '../../domain/case/areas';

/**
 * Every action, thought of one by one: what would somebody learn of the person who sees no more than that it was done, and in which
 * unit? An action that is in no list here has not been thought of.
 */
const telling: Readonly<Record<string, readonly string[]>> = {
  // Done only for somebody who is in prison or closed youth care (INT-7).
  custody: ['recordRelease'],
  compulsoryCare: ['recordCompulsoryCareConcern', 'startCompulsoryCareInquiry'],
  suspicion: ['recordSeriousCrimeSuspicion', 'answerSeriousCrime'],
  // Ability is assessed of a special defector only (DEF-8); the defector unit plans and completes only what it handles, special and able
  // (RSP-1), and ends that, or the exit of somebody who has died or is out of reach (RSP-10).
  classification: ['assessAbility', 'setPlan', 'completeExit', 'endExit'],
  // Funding asks for a need of protection (FUP-4); a high threat needs no record of why somebody moves (THR-6).
  threat: ['applyStateFunding', 'recordFundingDecision', 'recordMoveNeed'],
  // Abuse, a crime, or concern for a child (CON-5).
  ground: ['discloseOnGround'],
};

/** Done whatever the threat, the milieu and the classification are, or before anything is known of them. */
const plain: readonly string[] = [
  ...['registerApplication', 'assignCaseworker', 'setHomeDistrict', 'askHomeDistrict', 'answerHomeDistrict'],
  ...['openInvestigation', 'closeCase', 'giveConsent', 'withdrawConsent', 'recordConsentRefusal'],
  ...['discloseWithConsent', 'askAdvice', 'answerAdvice', 'recordFirstContact', 'informRelatives'],
  // That a criterion, a milieu or a classification was recorded is true of everybody; which one is sealed.
  ...['recordCriterion', 'recordMotivation', 'recordMilieu', 'recordAssessmentMethod'],
  ...['requestThreatAssessment', 'classifyDefector', 'decideHandling', 'requestClassification'],
  // On one of three grounds, special or not (RSP-2, RSP-4, RSP-14).
  ...['rejectApplication', 'recordAppeal', 'recordHelpToApply', 'withdrawApplication'],
  // Between which units letters pass is not hidden by a name.
  ...['offerTransfer', 'recallTransfer', 'confirmReceipt', 'declineTransfer'],
  ...['proposeHandoverMeeting', 'recordHandoverMeeting', 'waiveHandoverMeeting'],
  ...['receiveConcernReport', 'forwardConcernReport', 'confirmConcernReport', 'declineConcernReport'],
  ...['applyForAcutePlacement', 'decideAcutePlacement', 'renewPlacement', 'recordPlacementInformation'],
  ...['takeOverPlacement', 'endPlacement', 'declinePlacement', 'contactFinancialAssistance'],
  // Acute and time-limited help is given before anything is decided (FUP-7).
  ...['grantIntervention', 'endParticipation', 'recordFollowUp'],
];

describe('CON-6 ADR 0005: what the mere name of an action tells', () => {
  test('CON-6: every action is thought of, and in one list', () => {
    const all = [...Object.values(telling).flat(), ...plain];
    expect([...actionNames].sort()).toEqual([...all].sort());
  });

  test.each(Object.entries(telling))('CON-6: %s shows in no name: %j travel as record', (what, names) => {
    expect(names.map(updateName)).toEqual(names.map(() => 'record'));
    expect(names.map((name) => actionTable[name]?.tells)).toEqual(names.map(() => what));
  });

  test('CON-6: all others go by their own name', () => {
    expect(plain.map(updateName)).toEqual(plain);
  });
});
