import type { CaseState } from '../case/state';
import type { LetterRule } from '../kernel/area';
import type { Context } from '../kernel/context';
import { fieldsOf, follows, refuses, unless } from '../kernel/decision';
import { held } from '../kernel/held';
import { idOf } from '../kernel/id';
import type { Opening } from '../kernel/matter';
import type { Obstacle } from '../kernel/refusal';
import { obstacle } from '../kernel/refusal';
import type { RuleId } from '../kernel/rule';
import type { Action, Decision } from '../kernel/step';
import { enclosuresUnder } from '../case/enclosures';
import { agesIn } from '../intake/age';
import { isOpen, isOpened, mustBeOpen } from '../intake/questions';
import { factsIn } from '../letters/facts';
import type { Enclosure, LetterHeader, ReceivedEnclosure } from '../letters/letter';
import { mustBeOtherUnit } from '../letters/sender';
import { isPolice } from '../profile/lookup';
import { notCarried } from './not-carried';
import { awaitsPackageFrom } from '../transfer/questions';
import { allConsents, isValid } from './questions';
import { consentsReceived } from './received';
import { toldAfterwards } from './withdraw';
import type {
  Consent,
  ConsentReceived,
  DisclosureReceived,
  DisclosureWritten,
  LetterDelivered,
  SentLetter,
} from './state';

interface Disclosure {
  readonly consent: string;
  readonly recipient: string;
  readonly categories: readonly string[];
  readonly purpose: string;
}

/** CON-1: nothing goes under a consent that is not there. */
function onLedger(consent: Consent | undefined): Obstacle | undefined {
  if (consent !== undefined) return undefined;
  return obstacle('CON-1', 'No such consent is on the ledger.', 'Något sådant samtycke finns inte.');
}

/** Sends what one consent carries to one party named in it; checked again when it leaves (CON-4). */
export function discloseWithConsent(state: CaseState, action: Action, context: Context): Decision {
  const fields = fieldsOf<Disclosure>(action);
  const consent = held(state.consent.consents, fields.consent);
  const under = { consent, to: fields.recipient };
  const enclosures = enclosuresUnder(state, under, [...new Set(fields.categories)], context);
  const nothing =
    consent !== undefined && enclosures.length === 0
      ? obstacle(
          'CON-4',
          'The file holds nothing of those categories: there is nothing to disclose.',
          'Akten har inget av de uppgiftsslagen: det finns inget att lämna ut.',
        )
      : undefined;
  const toPolice = isPolice(context.profile, fields.recipient)
    ? obstacle(
        'INT-5',
        'The police are asked by a threat assessment request.',
        'Polisen kontaktas genom en begäran om hotbildsbedömning.',
      )
    : undefined;
  return unless<DisclosureWritten>(
    [
      mustBeOpen(state),
      onLedger(consent),
      ...notCarried(consent, { ...fields, purposes: [fields.purpose] }, context),
      toPolice,
      nothing,
    ],
    () => [written(fields, enclosures, context)],
  );
}

function written(fields: Disclosure, enclosures: readonly Enclosure[], context: Context): DisclosureWritten {
  const { recipient: to, purpose } = fields;
  const letterId = idOf(context, 'l');
  return {
    type: 'DisclosureWritten',
    rules: ['CON-1', 'CON-4'],
    ...{ to, purpose, consentId: fields.consent },
    categories: enclosures.map(({ category }) => category),
    letters: [
      {
        ...{ letterId, kind: 'disclosure', to, reference: letterId },
        fromCase: context.caseRef,
        facts: { purpose },
        enclosures,
      },
    ],
  };
}

/** A machine joins no letter to a file that is there: only a party to a consent that stands in it is let in (CON-1, CON-6). */
function mustBeNamedHere(
  state: CaseState,
  { from }: LetterHeader,
  { now }: Pick<Context, 'now'>,
): Obstacle | undefined {
  // What follows an application may overtake the package that brings it (THR-9).
  if (!isOpened(state) || awaitsPackageFrom(state, from)) return undefined;
  const isNamed = allConsents(state).some(
    (consent) =>
      isValid(consent, now) && (consent.origin?.unit === from || consent.recipients.includes(from)),
  );
  return isOpen(state) && isNamed
    ? undefined
    : obstacle(
        'CON-6',
        'No open file here awaits anything from that unit.',
        'Ingen öppen akt här väntar något från enheten.',
      );
}

/** What came on a legal ground is a report to handle; whom it is about is known where the core came with it. */
function opening(enclosures: readonly ReceivedEnclosure[]): Opening {
  const core = enclosures.find(({ category }) => category === 'core');
  const agesToCome = agesIn(factsIn(core?.facts)['agesToCome']);
  return {
    matter: enclosures.some(({ carrier }) => carrier.kind === 'ground') ? 'concern' : 'advice',
    ...(core?.person === undefined ? {} : { person: core.person }),
    ...(agesToCome === undefined ? {} : { agesToCome }),
  };
}

/** What another unit disclosed to us. It opens a file of its own where it names none (ADR 0004). */
export const disclosure: LetterRule<CaseState> = {
  opens: true,
  accepts: (state, header, context) =>
    mustBeNamedHere(state, header, context) ?? mustBeOtherUnit(header, context),
  decide: (state, { letter }, context) => {
    if (letter === undefined) return refuses();
    const { from, enclosures } = letter;
    const received: DisclosureReceived = {
      ...{ type: 'DisclosureReceived', rules: ['CON-4'], opens: opening(enclosures), from, enclosures },
      notices: [{ noticeId: idOf(context, 'n'), audience: 'unit', matter: 'letterArrived', rule: 'CON-4' }],
    };
    return follows<DisclosureReceived | ConsentReceived>(
      received,
      ...consentsReceived(state, letter, 'disclosed'),
    );
  },
};

/** No consent carried it: where it is stopped its ground has ended, and nobody was told so by the person (CON-5). */
function isOnGround({ consents, categories }: SentLetter): boolean {
  return consents.length === 0 && categories.length > 0;
}

function rulesOf(letter: SentLetter, outcome: LetterDelivered['outcome']): readonly RuleId[] {
  if (outcome !== 'stopped') return ['CON-4'];
  return isOnGround(letter) ? ['CON-4', 'CON-5'] : ['CON-3'];
}

/** The engine tells how a delivery ended; what went is a disclosure on the record (CON-4). */
export function deliveryEnded(state: CaseState, action: Action, context: Context): Decision {
  const { letterId, outcome, categories } =
    fieldsOf<Pick<LetterDelivered, 'letterId' | 'outcome' | 'categories'>>(action);
  const letter = held(state.consent.letters, letterId);
  if (!isOpened(state) || letter?.standing !== 'posted') return follows();
  return follows<LetterDelivered>({
    type: 'LetterDelivered',
    rules: rulesOf(letter, outcome),
    letterId,
    kind: letter.kind,
    to: letter.to,
    outcome,
    categories,
    ...(outcome === 'sent' ? { letters: toldAfterwards(state, letter, context) } : {}),
    ...(outcome === 'rejected' || (outcome === 'stopped' && isOnGround(letter))
      ? {
          notices: [
            { noticeId: idOf(context, 'n'), audience: 'caseworker', matter: 'deliveryFailed', rule: 'NTF-3' },
          ],
        }
      : {}),
  });
}
