import fc from 'fast-check';
import type { Body } from './case-file';
import { placementBodies } from './story-placement';

/** Somebody whom a letter or a consent may name. */
export const party = fc.constantFrom(
  'sav',
  'hisingen',
  'nordost',
  'socialjour',
  'goteborg',
  'las',
  'bops',
  'nobody',
);
const instant = fc.constantFrom(
  '2026-01-01T00:00:00.000Z',
  '2026-03-02T09:00:00.000Z',
  '2027-01-01T00:00:00.000Z',
);
const parties = fc.array(party, { maxLength: 3 });
/** A kind of information, known or not. */
export const category = fc.constantFrom(
  'core',
  'criteria',
  'motivation',
  'threatAssessment',
  'plan',
  'classification',
  'question',
  'homeDistrict',
  'crimeSuspicion',
  'everything',
);
const categories = fc.array(category, { maxLength: 4 });
const purpose = fc.constantFrom(
  'threatAssessment',
  'transfer',
  'exitProcess',
  'advice',
  'seriousCrime',
  'anything',
);
/** A body made of such fields. */
export const record = <T extends Record<string, fc.Arbitrary<Body[string]>>>(of: T): fc.Arbitrary<Body> =>
  fc.record(of);

/** A reference: one that the file has used, or one that it has not. */
export const reference = fc.oneof(
  fc.nat(9).map((nth) => `#${nth.toString()}`),
  fc.constantFrom('constructor', '__proto__', 'no-such'),
);

const deciding = {
  decidedBy: fc.constantFrom('siv', 'hedda'),
  decidedOn: fc.constantFrom('2026-03-01', '2026-03-02', '2026-03-03'),
};
const strength = fc.constantFrom('weak', 'partial', 'strong');

/** Bodies as the schemas of the requests let them through. */
export const bodies: Readonly<Record<string, fc.Arbitrary<Body>>> = {
  registerApplication: record({
    channel: fc.constantFrom('defectorTelephone', 'reception', 'constructor'),
    receivedAt: instant,
    age: fc.nat(90),
    inCustody: fc.boolean(),
  }),
  assignCaseworker: record({
    person: fc.constantFrom('anna', 'axel', 'hugo'),
    standIns: fc.subarray(['anna', 'hugo']),
    supervisors: fc.subarray(['siv', 'hedda']),
  }),
  setHomeDistrict: record({ district: fc.constantFrom('hisingen', 'nordost', 'unclear', 'sav') }),
  openInvestigation: record({}),
  closeCase: record({
    reason: fc.constantFrom(
      'handlingMovedToOtherBoard',
      'exitCompleted',
      'applicationWithdrawn',
      'applicationRejected',
      'exitEnded',
      'concernHandled',
      'inquiryEnded',
      'noFurtherAction',
      'answered',
    ),
  }),
  giveConsent: fc.oneof(
    record({
      purpose,
      recipients: parties,
      categories,
      form: fc.constant('oral'),
      receivedBy: fc.constant('anna'),
      givenAt: instant,
    }),
    record({
      ...{
        purpose,
        recipients: parties,
        categories,
        form: fc.constant('oral'),
        receivedBy: fc.constant('anna'),
      },
      ...{ givenAt: instant, until: instant },
    }),
  ),
  withdrawConsent: record({ consent: reference, at: instant }),
  recordConsentRefusal: record({ purpose, recipient: party, at: instant }),
  discloseWithConsent: record({ consent: reference, recipient: party, categories, purpose }),
  discloseOnGround: record({
    ground: fc.constantFrom(
      'reportDutySubstanceAbuse',
      'childConcernReport',
      'seriousCrimeReport',
      'preventYouthCrime',
      'dutyDeskHandover',
      'constructor',
    ),
    recipient: party,
    categories: fc.array(fc.oneof(category, fc.constantFrom('substanceAbuse', 'child')), { maxLength: 2 }),
  }),
  receiveConcernReport: record({ receivedAt: instant }),
  forwardConcernReport: record({}),
  confirmConcernReport: record({}),
  declineConcernReport: record({}),
  recordCompulsoryCareConcern: record({ at: instant }),
  startCompulsoryCareInquiry: record({ at: instant }),
  askAdvice: record({ consent: reference, categories }),
  answerAdvice: record({}),
  requestClassification: record({ consent: reference, categories }),
  askHomeDistrict: record({}),
  answerHomeDistrict: record({ district: fc.constantFrom('hisingen', 'unclear', 'sav') }),
  recordCriterion: record({
    criterion: fc.constantFrom('milieu', 'wish', 'need', 'consent'),
    value: fc.constantFrom('met', 'notMet', 'unknown'),
  }),
  recordMotivation: record({ insight: strength, motivation: strength }),
  requestThreatAssessment: record({ occasion: fc.constantFrom('first', 'repeated') }),
  recordMoveNeed: record({ need: fc.constantFrom('within', 'away') }),
  classifyDefector: record({ classification: fc.constantFrom('special', 'notSpecial') }),
  assessAbility: record({ ability: fc.constantFrom('able', 'notAble') }),
  decideHandling: record({}),
  offerTransfer: record({ to: party, categories }),
  recallTransfer: record({}),
  confirmReceipt: record({}),
  declineTransfer: record({ reason: fc.constantFrom('wrongHomeDistrict', 'notOurMatter', 'other') }),
  completeExit: record({ outcome: fc.constantFrom('leftMilieu') }),
  withdrawApplication: record({ at: instant }),
  rejectApplication: record({
    because: fc.constantFrom('notAble', 'declinesMove', 'criterionNotMet'),
    ...deciding,
  }),
  endExit: record({
    ...deciding,
    because: fc.constantFrom('cannotBeCarriedOut', 'personDied', 'personOutOfReach'),
  }),
  recordAppeal: fc.oneof(
    record({ decision: reference, receivedAt: instant }),
    record({
      ...{ decision: reference, receivedAt: instant },
      outcome: fc.constantFrom('upheld', 'changed', 'remitted', 'dismissed'),
    }),
  ),
  recordFirstContact: record({ at: instant, how: fc.constantFrom('visit', 'other') }),
  recordRelease: record({
    date: fc.constantFrom('2026-01-01', '2026-03-02', '2026-03-20', '2027-01-01'),
    authority: fc.constantFrom('kriminalvarden', 'sis', 'ekonomisktbistand', 'las'),
  }),
  recordMilieu: record({ kinds: fc.subarray(['right', 'unnamed', 'choir']) }),
  recordAssessmentMethod: record({
    method: fc.constantFrom('asi', 'none', 'tarot'),
    by: fc.constant('anna'),
    at: instant,
  }),
  proposeHandoverMeeting: record({ at: instant }),
  recordHandoverMeeting: record({
    at: instant,
    participants: fc.subarray(['sendersCaseworker', 'person']),
  }),
  waiveHandoverMeeting: record({}),
  recordHelpToApply: record({ at: instant, wanted: fc.boolean() }),
  ...placementBodies,
  informRelatives: record({ district: party, at: instant }),
};
