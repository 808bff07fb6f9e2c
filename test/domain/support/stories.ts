import fc from 'fast-check';
import type { Reader } from '../../../domain/kernel/actor';
import type { LetterKind } from '../../../domain/letters/letter';
import { CaseFile } from './case-file';
import {
  asked,
  assessed,
  closedAt,
  criteriaMet,
  handledBySav,
  investigating,
  moved,
  moving,
  offered,
  registered,
  running,
  stubAt,
  suspected,
  takenOver,
} from './given';
import { byHand } from './letters';
import { advised, askedAtSav, requested } from './questions';
import { anna, axel, hedda, hugo, jouren, rut, siv } from './people';
import { arrivedAt, handedOver, placedAndTold, placedBySav } from './placing';
import { bodies, category, party, record, reference } from './story-bodies';
import { planBodies } from './story-plan';

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
  running,
  suspected,
  (): CaseFile => closedAt('2026-03-02T10:00:00.000Z'),
  (): CaseFile => moved().sender,
  (): CaseFile => stubAt(offered()),
  (): CaseFile => moved().receiver,
  (): CaseFile => takenOver().receiver,
  (): CaseFile => askedAtSav(advised().file.letter('adviceQuestion')),
  (): CaseFile => askedAtSav(requested().file.letter('classificationRequest')),
  (): CaseFile => advised().file,
  (): CaseFile => requested().file,
  (): CaseFile => new CaseFile('hisingen'),
  (): CaseFile => placedBySav(),
  (): CaseFile => placedAndTold(),
  (): CaseFile => handedOver({ consented: true }),
  (): CaseFile => arrivedAt(handedOver({ consented: false })),
];

const person = fc.constantFrom<Reader>(anna, axel, siv, hugo, hedda, rut, jouren);
const allBodies = { ...bodies, ...planBodies };

/** The actions for which there are bodies. */
export const storied: readonly string[] = Object.keys(allBodies);

const kinds: readonly LetterKind[] = [
  ...(['transferOffer', 'transferReceipt', 'transferDecline', 'transferRecall', 'recallAnswer'] as const),
  ...(['transferPackage', 'disclosure', 'consentGiven', 'consentWithdrawn', 'withdrawalReceipt'] as const),
  ...(['policeAssessment', 'policeSeriousCrimeAnswer', 'assessmentReminder', 'meetingProposal'] as const),
  ...(['meetingOutcome', 'concernReport', 'concernReceipt', 'concernDecline'] as const),
  ...(['adviceQuestion', 'adviceAnswer', 'classificationRequest', 'classificationAnswer'] as const),
  ...(['homeDistrictQuestion', 'homeDistrictAnswer'] as const),
  ...([
    'placementApplication',
    'placementTakeover',
    'placementReceipt',
    'placementDecline',
    'placementRecall',
  ] as const),
];

/** One thing that happens to a file. */
export type Happening = (file: CaseFile) => void;

/** The references that a file has given out so far. */
function known(file: CaseFile): readonly string[] {
  const { consent, crime, decisions, placement, plan, threat, transfer } = file.state;
  return [
    ...Object.keys(consent.consents),
    ...Object.keys(threat.requests),
    ...Object.keys(transfer.outgoing),
    ...Object.keys(consent.enquiries ?? {}),
    ...plan.interventions.map(({ id }) => id),
    ...crime.suspicions.flatMap(({ question }) => question?.reference ?? []),
    ...Object.keys(placement.handovers),
    ...(placement.incoming === undefined ? [] : [placement.incoming.id]),
    ...Object.keys(decisions.taken),
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
      body: allBodies[name] ?? record({}),
      fields: fc.subarray([
        ...['otherNeeds', 'otherCircumstances', 'why', 'content', 'suspicion', 'text'],
        'exceptionalReason',
      ]),
    })
    .map(({ by, body, fields }): Happening => (file) => {
      const resolving = Object.entries(body).flatMap(([field, of]) =>
        ['consent', 'decision', 'intervention'].includes(field) && typeof of === 'string'
          ? [[field, resolved(file, of)] as const]
          : [],
      );
      file.tries(by, name, { ...body, ...Object.fromEntries(resolving) }, ...fields);
    }),
);

const fact = fc.oneof(
  fc.constantFrom('low', 'high', 'goOn', 'stop', 'initial', 'inDepth', 'met', ''),
  fc.boolean(),
  fc.integer(),
  fc.constant(null),
);
const facts = fc.dictionary(
  fc.constantFrom(
    'level',
    'answer',
    'assessedAt',
    'stage',
    'final',
    'reason',
    'confirmedBy',
    'toldAt',
    'receiptDue',
    'homeDistrict',
    'milieu',
    'outcome',
    'participants',
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
