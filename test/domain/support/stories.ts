import fc from 'fast-check';
import type { Reader } from '../../../domain/kernel/actor';
import type { LetterKind } from '../../../domain/letters/letter';
import type { Body } from './case-file';
import { CaseFile } from './case-file';
import {
  asked,
  assessed,
  criteriaMet,
  handledBySav,
  investigating,
  moved,
  moving,
  offered,
  registered,
  stubAt,
  takenOver,
} from './given';
import { byHand } from './letters';
import { anna, axel, hedda, hugo, rut, siv } from './people';

/** Files from which random stories start. */
export const starts: readonly (() => CaseFile)[] = [
  (): CaseFile => new CaseFile('sav'),
  registered,
  investigating,
  asked,
  (): CaseFile => assessed({ level: 'high' }, criteriaMet(asked())),
  moving,
  offered,
  handledBySav,
  (): CaseFile => moved().sender,
  (): CaseFile => stubAt(offered()),
  (): CaseFile => moved().receiver,
  (): CaseFile => takenOver().receiver,
];

const person = fc.constantFrom<Reader>(anna, axel, siv, hugo, hedda, rut);
const party = fc.constantFrom('sav', 'hisingen', 'nordost', 'las', 'bops', 'nobody');
const instant = fc.constantFrom(
  '2026-01-01T00:00:00.000Z',
  '2026-03-02T09:00:00.000Z',
  '2027-01-01T00:00:00.000Z',
);
const parties = fc.array(party, { maxLength: 3 });
const category = fc.constantFrom(
  'core',
  'criteria',
  'motivation',
  'threatAssessment',
  'plan',
  'classification',
  'everything',
);
const categories = fc.array(category, { maxLength: 4 });
const purpose = fc.constantFrom('threatAssessment', 'transfer', 'exitProcess', 'anything');
const record = <T extends Record<string, fc.Arbitrary<Body[string]>>>(of: T): fc.Arbitrary<Body> =>
  fc.record(of);

/** A reference: one that the file has used, or one that it has not. */
const reference = fc.oneof(
  fc.nat(9).map((nth) => `#${nth.toString()}`),
  fc.constantFrom('constructor', '__proto__', 'no-such'),
);

const strength = fc.constantFrom('weak', 'partial', 'strong');

/** Bodies as the schemas of the requests let them through. */
const bodies: Readonly<Record<string, fc.Arbitrary<Body>>> = {
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
      'noFurtherAction',
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
  grantIntervention: fc.oneof(
    record({ kind: fc.constantFrom('regular', 'acute', 'timeLimited'), from: fc.constantFrom('2026-03-02') }),
    record({
      kind: fc.constantFrom('timeLimited'),
      from: fc.constantFrom('2026-03-02'),
      until: fc.constantFrom('2026-01-01', '2026-04-01'),
    }),
  ),
};

/** The actions for which there are bodies. */
export const storied: readonly string[] = Object.keys(bodies);

const kinds: readonly LetterKind[] = [
  ...(['transferOffer', 'transferReceipt', 'transferDecline', 'transferRecall', 'recallAnswer'] as const),
  ...(['transferPackage', 'disclosure', 'consentGiven', 'consentWithdrawn', 'withdrawalReceipt'] as const),
  ...(['policeAssessment', 'assessmentReminder'] as const),
];

/** One thing that happens to a file. */
export type Happening = (file: CaseFile) => void;

/** The references that a file has given out so far. */
function known(file: CaseFile): readonly string[] {
  const { consent, threat, transfer } = file.state;
  return [
    ...Object.keys(consent.consents),
    ...Object.keys(threat.requests),
    ...Object.keys(transfer.outgoing),
    ...(transfer.incoming === undefined ? [] : [transfer.incoming.id]),
  ];
}

function resolved(file: CaseFile, of: string): string {
  const all = known(file);
  return of.startsWith('#') && all.length > 0 ? (all[Number(of.slice(1)) % all.length] ?? of) : of;
}

const action: fc.Arbitrary<Happening> = fc.constantFrom(...storied).chain((name) =>
  fc
    .record({
      by: person,
      body: bodies[name] ?? record({}),
      fields: fc.subarray(['otherNeeds', 'otherCircumstances']),
    })
    .map(({ by, body, fields }): Happening => (file) => {
      const { consent } = body;
      const whole = typeof consent === 'string' ? { ...body, consent: resolved(file, consent) } : body;
      file.tries(by, name, whole, ...fields);
    }),
);

const fact = fc.oneof(
  fc.constantFrom('low', 'high', 'initial', 'inDepth', 'met', ''),
  fc.boolean(),
  fc.integer(),
  fc.constant(null),
);
const facts = fc.dictionary(
  fc.constantFrom(
    'level',
    'stage',
    'final',
    'reason',
    'confirmedBy',
    'toldAt',
    'receiptDue',
    'homeDistrict',
    'milieu',
  ),
  fact,
);
const letter: fc.Arbitrary<Happening> = fc
  .record({
    kind: fc.constantFrom(...kinds),
    from: party,
    reference,
    facts,
    held: fc.oneof(facts, fact),
    category,
  })
  .map(({ kind, from, reference: of, facts: said, held, category: id }): Happening => (file) => {
    const scope = { purpose: 'transfer', recipients: ['hisingen'], categories: ['core'], givenAt: file.now };
    const consent = { consentId: 's-theirs', givingUnit: 'sav', ledgerCase: 'c-theirs', ...scope };
    const enclosure = {
      category: id,
      carrier: { kind: 'consent' as const, consent },
      facts: held,
      notes: [],
    };
    file.gets(byHand(kind, { from, reference: resolved(file, of), facts: said, enclosures: [enclosure] }));
  });

const clock: fc.Arbitrary<Happening> = fc.nat(40).map((days) => (file) => {
  file.until(new Date(Date.parse(file.now) + days * 86_400_000).toISOString());
});

const delivery: fc.Arbitrary<Happening> = fc
  .tuple(fc.nat(20), fc.constantFrom('sent' as const, 'stopped' as const, 'rejected' as const))
  .map(([nth, outcome]) => (file) => {
    const all = file.letters();
    file.delivered(all[nth % Math.max(all.length, 1)]?.letterId ?? 'constructor', outcome, ['core']);
  });

/** A file to which anything has happened in any order. */
export const stories: fc.Arbitrary<{
  readonly start: () => CaseFile;
  readonly happenings: readonly Happening[];
}> = fc.record({
  start: fc.constantFrom(...starts),
  happenings: fc.array(
    fc.oneof(
      { weight: 6, arbitrary: action },
      { weight: 2, arbitrary: letter },
      { weight: 1, arbitrary: clock },
      { weight: 1, arbitrary: delivery },
    ),
    { maxLength: 25 },
  ),
});
