import type { EventBase } from '../kernel/event';
import type { StepMeta } from '../kernel/area';
import { held } from '../kernel/held';
import type { Enquiry } from '../letters/enquiry';
import { questionIn } from '../letters/enquiry';
import type { Letter } from '../letters/letter';
import type {
  Consent,
  ConsentEnded,
  ConsentEvent,
  ConsentGiven,
  ConsentReceived,
  ConsentState,
  DisclosedOnGround,
  GroundDisclosure,
  SentLetter,
} from './state';

function given(event: ConsentGiven): Consent {
  const { consentId: id, purpose, recipients, categories, form, receivedBy, takenBy, givenAt, until } = event;
  return {
    ...{ id, purpose, recipients, categories, form, receivedBy, givenAt },
    ...(takenBy === undefined ? {} : { takenBy }),
    ...(until === undefined ? {} : { until }),
  };
}

function withConsent(state: ConsentState, consent: Consent): ConsentState {
  return { ...state, consents: { ...state.consents, [consent.id]: consent } };
}

function posted(letter: Letter): SentLetter {
  const { letterId, kind, to, opener, toCase } = letter;
  return {
    letterId,
    kind,
    to,
    ...(opener === undefined ? {} : { opener }),
    ...(toCase === undefined ? {} : { toCase }),
    consents: consentsOf(letter),
    categories: letter.enclosures.map((enclosure) => enclosure.category),
    standing: 'posted',
  };
}

function endedBy({ by, toldAt }: ConsentEnded, { at }: StepMeta): NonNullable<Consent['ended']> {
  return { at, by, ...(toldAt === undefined ? {} : { toldAt }) };
}

/** The consents that carry a letter's enclosures. */
export function consentsOf(letter: Letter): readonly string[] {
  const ids = letter.enclosures.flatMap(({ carrier }) =>
    carrier.kind === 'consent' ? [carrier.consent.consentId] : [],
  );
  return [...new Set(ids)];
}

/** The question that a letter puts, as it is awaited from now on. */
function asked(letter: Letter, { at }: StepMeta): readonly Enquiry[] {
  const kind = questionIn(letter);
  if (kind === undefined) return [];
  const { reference: id, to, letterId } = letter;
  const [consentId] = consentsOf(letter);
  return [{ id, kind, to, letterId, askedAt: at, ...(consentId === undefined ? {} : { consentId }) }];
}

/** What was asked and answered by an event, whichever area wrote it. */
function withEnquiries(state: ConsentState, event: EventBase, meta: StepMeta): ConsentState {
  const own = event as ConsentEvent;
  const known = own.type === 'AnswerReceived' ? held(state.enquiries ?? {}, own.reference) : undefined;
  const answered = known === undefined ? [] : [{ ...known, answeredAt: meta.at }];
  const enquiries = [...(event.letters ?? []).flatMap((letter) => asked(letter, meta)), ...answered];
  if (enquiries.length === 0) return state;
  const byId = Object.fromEntries(enquiries.map((enquiry) => [enquiry.id, enquiry]));
  return { ...state, enquiries: { ...state.enquiries, ...byId } };
}

/** The ledger after an event, whichever area wrote it: its letters are on the record as posted. */
export function evolveConsent(state: ConsentState, event: EventBase, meta: StepMeta): ConsentState {
  const letters = event.letters ?? [];
  const after = withEnquiries(evolveOwn(state, event as ConsentEvent, meta), event, meta);
  if (letters.length === 0) return after;
  const added = Object.fromEntries(letters.map((letter) => [letter.letterId, posted(letter)]));
  return { ...after, letters: { ...after.letters, ...added } };
}

function received(state: ConsentState, { consent, disclosed }: ConsentReceived): Consent {
  const { consentId: id, givingUnit: unit, ledgerCase, ...scope } = consent;
  const { purpose, recipients, categories, givenAt, until } = scope;
  const known = held(state.consents, id);
  const endedAlready = known?.ended ?? held(state.endedAhead ?? {}, id);
  const isMereDisclosure = disclosed === true && (known === undefined || known.disclosed === true);
  return {
    ...{ id, purpose, recipients, categories, givenAt, form: 'received', origin: { unit, ledgerCase } },
    ...(until === undefined ? {} : { until }),
    ...(endedAlready === undefined ? {} : { ended: endedAlready }),
    ...(isMereDisclosure ? { disclosed } : {}),
  };
}

function ended(state: ConsentState, event: ConsentEnded, meta: StepMeta): ConsentState {
  const consent = held(state.consents, event.consentId);
  const how = endedBy(event, meta);
  return consent === undefined
    ? { ...state, endedAhead: { [event.consentId]: how, ...state.endedAhead } }
    : withConsent(state, { ...consent, ended: how });
}

function onGround(event: DisclosedOnGround, { at }: StepMeta): GroundDisclosure {
  const { disclosureId: id, to, ground, categories, decidedBy, notes, outside } = event;
  return { id, at, to, ground, categories, decidedBy, notes, ...(outside === undefined ? {} : { outside }) };
}

function evolveOwn(state: ConsentState, event: ConsentEvent, meta: StepMeta): ConsentState {
  switch (event.type) {
    case 'ConsentGiven':
      return withConsent(state, given(event));
    case 'ConsentReceived':
      return withConsent(state, received(state, event));
    case 'ConsentEnded':
      return ended(state, event, meta);
    case 'DisclosedOnGround':
      return { ...state, onGround: [...(state.onGround ?? []), onGround(event, meta)] };
    case 'LetterDelivered': {
      const letter = held(state.letters, event.letterId);
      if (letter === undefined) return state;
      const { outcome: standing, categories } = event;
      return {
        ...state,
        letters: { ...state.letters, [letter.letterId]: { ...letter, standing, categories } },
      };
    }
    default:
      return state;
  }
}
