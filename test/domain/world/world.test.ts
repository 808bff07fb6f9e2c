import { routeOf, shortest, walk, WalkFailure } from './walk';
import type { Route } from './walk';
import { brisk } from './world';
import { goteborg } from '../support/profile';

/*
 * SLUSS_WALKS=3000 walks more; SLUSS_FROM=5000 begins with another seed; SLUSS_SEED=17 walks that one route, and
 * SLUSS_MOVES=3,8,20 only those moves of it, as a failure prints them.
 */
const { SLUSS_WALKS = '300', SLUSS_FROM = '0', SLUSS_SEED, SLUSS_MOVES } = process.env;
const LENGTH = 60;
const profile = brisk(goteborg);
const seen = new Set<string>();

function routes(): readonly Route[] {
  if (SLUSS_SEED === undefined) {
    return Array.from({ length: Number(SLUSS_WALKS) }, (_, nth) => routeOf(Number(SLUSS_FROM) + nth, LENGTH));
  }
  const whole = routeOf(Number(SLUSS_SEED), LENGTH);
  return [SLUSS_MOVES === undefined ? whole : { ...whole, moves: SLUSS_MOVES.split(',').map(Number) }];
}

/** Says how to see it again: the shortest route that breaks the same rule, and its story. */
function told(route: Route, failure: WalkFailure): string {
  const short = shortest(route, failure, profile);
  const again = walk(short, profile);
  const { message, trace } = again instanceof WalkFailure ? again : failure;
  const how = `SLUSS_SEED=${route.seed.toString()} SLUSS_MOVES=${short.moves.join(',')}`;
  return [message, `Walk it again: ${how} npx jest test/domain/world`, ...trace].join('\n');
}

/** What a world must have seen, or its walks prove nothing. */
const everything: readonly string[] = [
  ...['ApplicationRegistered', 'CaseworkerAssigned', 'HomeDistrictSet', 'InvestigationOpened', 'CaseClosed'],
  ...['ConsentGiven', 'ConsentReceived', 'ConsentEnded', 'ConsentRefused', 'ConsentCriterionFollowed'],
  ...['DisclosureWritten', 'DisclosureReceived', 'LetterDelivered', 'WithdrawalAcknowledged'],
  ...['MotivationRecorded', 'CriterionRecorded', 'DefectorStandingChanged', 'MoveNeedRecorded'],
  ...['ThreatAssessmentRequested', 'AssessmentRecorded', 'AssessmentStopped', 'ProtectionNeedFollowed'],
  ...['AssessmentReminded', 'AssessmentOverdue', 'DeadlinePassed', 'ReceiptReminded', 'ReceiptOverdue'],
  ...['DefectorClassified', 'AbilityAssessed', 'HandlingDecided', 'InterventionGranted', 'ExitCompleted'],
  ...['TransferOffered', 'OfferReceived', 'ReceiptConfirmed', 'ReceiptRecorded', 'ApplicationTakenOver'],
  ...['OfferDeclined', 'TransferDeclined', 'TransferRecalled', 'OfferRecalled', 'RecallAnswered'],
  ...['FirstContactRecorded', 'ReleaseRecorded', 'ReleaseReminded', 'ReleaseDayCame', 'HandoverArmed'],
  ...['MilieuRecorded', 'AssessmentMethodRecorded', 'MeetingProposed', 'MeetingHeld', 'MeetingWaived'],
  ...['PlanSet', 'ParticipationEnded', 'InterventionsEnded', 'FollowUpRecorded', 'FollowUpsPlanned'],
  ...['FollowUpReminded', 'FollowUpOverdue', 'StateFundingApplied', 'FundingDecisionRecorded'],
  ...[
    'SeriousCrimeSuspected',
    'SeriousCrimeQuestioned',
    'SeriousCrimeAnswered',
    'PoliceSeriousCrimeAnswered',
  ],
  ...['SeriousCrimeQuestionStopped', 'SeriousCrimeAnswerOverdue', 'AssessmentPassedOn', 'RequestsLapsed'],
  ...[
    'PlacementAsked',
    'PlacementApplicationPassedOn',
    'PlacementApplicationReceived',
    'AcutePlacementDecided',
  ],
  ...['PlacementRenewed', 'PlacementEnded', 'PlacementLapsed', 'PlacementReminded', 'PlacementTakenOver'],
  ...['PlacementInformationRecorded', 'PlacementInformationReminded', 'FinancialAssistanceContacted'],
  ...[
    'PlacementHandoverPlanned',
    'PlacementHandoverSent',
    'PlacementHandoverHeld',
    'PlacementHandoverReceived',
  ],
  ...['PlacementReceiptRecorded', 'PlacementHandoverRecalled', 'PlacementDeclined'],
  ...['PlacementReceiptReminded', 'PlacementReceiptOverdue'],
  ...['ReceiptNotRecorded', 'AnswerTooLate', 'ApplicationWithdrawn'],
  ...['QuestionAsked', 'QuestionReceived', 'QuestionAnswered', 'AnswerReceived', 'ClassificationAnswered'],
  ...['ApplicationRejected', 'ExitEnded', 'AppealRecorded', 'HelpToApplyRecorded', 'RelativesInformed'],
  ...['DisclosedOnGround'],
  ...['ConcernReceived', 'ConcernForwarded', 'ConcernConfirmed', 'ConcernReceiptRecorded'],
  ...['ConcernDeclined', 'ConcernDeclineRecorded', 'ConcernWaits', 'ConcernWaitReminded'],
  ...['ConcernReceiptReminded', 'ConcernReceiptOverdue', 'ConcernHandoverSet'],
  ...['CompulsoryCareConcernRecorded', 'CareReportMissing', 'CompulsoryCareInquiryStarted'],
];

describe('several units, the police, a post that loses, doubles, delays and reorders, and clocks that are late', () => {
  test(
    'TRF-6 TRF-1 TRF-2 CON-1 CON-2 CON-3 CON-4 CON-6 CON-8 CON-10 CON-11 DEF-10 THR-3 PIN-5 NTF-3 hold at every step of every walk',
    () => {
      for (const route of routes()) {
        const end = walk(route, profile);
        if (end instanceof WalkFailure) throw new Error(told(route, end));
        end.seen.forEach((type) => seen.add(type));
      }
      seen.add('the end');
      expect(seen.size).toBeGreaterThan(1);
    },
    60_000 + Number(SLUSS_WALKS) * 1000,
  );

  test('the walks get everywhere', () => {
    const missed = everything.filter((type) => !seen.has(type));
    const isWhole = SLUSS_SEED === undefined && Number(SLUSS_WALKS) >= 300 && seen.has('the end');
    expect(isWhole ? missed : []).toEqual([]);
  });
});
