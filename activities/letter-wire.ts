import type { PartyId } from '../domain/kernel/actor';
import { idOf } from '../domain/kernel/id';
import type {
  Carrier,
  Enclosure,
  Letter,
  LetterHeader,
  NoteRef,
  ReceivedLetter,
} from '../domain/letters/letter';
import type { Identity, WireEnclosure, WireLetter, WireText } from '../domain/letters/wire';
import type { Instant } from '../domain/time/instant';
import type { PendingContent, PendingNote } from '../store/notes';

/** A claimed letter with the texts and identities that it refers to. */
export interface LetterContent {
  readonly letter: Letter;
  readonly texts: ReadonlyMap<string, string>;
  readonly identities: ReadonlyMap<string, Identity>;
}

/** The letter as it travels, with everything resolved. */
export function toWire(content: LetterContent, from: PartyId, sentAt: Instant): WireLetter {
  const { letterId, kind, to, fromCase, toCase, opener, reference, facts, enclosures } = content.letter;
  return {
    letterId,
    kind,
    from,
    to,
    fromCase,
    ...(toCase === undefined ? {} : { toCase }),
    ...(opener === undefined ? {} : { opener }),
    reference,
    sentAt,
    facts,
    texts: [],
    enclosures: enclosures.map((enclosure) => toWireEnclosure(enclosure, content)),
  };
}

/**
 * The letter as the city's common address sends it on: nothing in it shows the unit or the case that asks, neither who decided nor when
 * the person consented (INT-6). A consent that carries it is named by the question, and holds no more than what is enclosed.
 *
 * @param token leads the answer back, and tells its reader nothing
 */
export function asCommonAddress(wire: WireLetter, common: PartyId, token: string): WireLetter {
  const { reference: consentId, sentAt: givenAt } = wire;
  const hidden = ({ category, carrier, ...rest }: WireEnclosure): WireEnclosure => {
    if (carrier.kind === 'ground')
      return { ...rest, category, carrier: { kind: 'ground', ground: carrier.ground } };
    const { purpose, recipients } = carrier.consent;
    const named = { consentId, givingUnit: common, ledgerCase: token, purpose, recipients };
    return {
      ...{ ...rest, category },
      carrier: { kind: 'consent', consent: { ...named, categories: [category], givenAt } },
    };
  };
  return { ...wire, from: common, fromCase: token, enclosures: wire.enclosures.map(hidden) };
}

/** Of a ground's use the recipient is told when it was decided and in what function; who it was stays here, and the person's age (CON-5). */
function toWireCarrier(carrier: Carrier): Carrier {
  if (carrier.kind === 'consent' || carrier.use === undefined) return carrier;
  const { decidedAt, as } = carrier.use;
  return { ...carrier, use: { decidedAt, as } };
}

function toWireEnclosure(enclosure: Enclosure, { texts, identities }: LetterContent): WireEnclosure {
  const { category, carrier, facts, notes, person } = enclosure;
  const identity = person === undefined ? undefined : identities.get(person);
  return {
    category,
    carrier: toWireCarrier(carrier),
    facts,
    texts: notes.flatMap(({ noteId, field }): WireText[] => {
      const text = texts.get(noteId);
      return text === undefined ? [] : [{ field, text }];
    }),
    ...(identity === undefined ? {} : { identity }),
  };
}

/** A letter that was taken out of the inbox: what the case decides on, and what must not reach Temporal (ADR 0005). */
export interface TakenLetter {
  readonly received: ReceivedLetter;
  readonly pending: PendingContent;
}

/** Where a letter goes, and when it came. */
export interface Arrived {
  readonly unit: PartyId;
  readonly caseRef: string;
  readonly header: LetterHeader;
  readonly receivedAt: Instant;
}

/** Parts a letter in facts and narratives. The same letter in the same case gives the same references. */
export function fromWire(wire: WireLetter, { unit, caseRef, header, receivedAt }: Arrived): TakenLetter {
  const commandId = `letter:${header.from}:${header.letterId}`;
  const notes: PendingNote[] = [];
  const keep = (texts: readonly WireText[]): NoteRef[] =>
    texts.map(({ field, text }) => {
      const noteId = idOf({ caseRef, commandId }, 'n', notes.length);
      notes.push({ noteId, field, text });
      return { noteId, field };
    });
  const identity = wire.enclosures.find((enclosure) => enclosure.identity !== undefined)?.identity;
  const personRef = idOf({ caseRef, commandId }, 'p');
  const received: ReceivedLetter = {
    ...header,
    receivedAt,
    fromCase: wire.fromCase,
    facts: wire.facts,
    notes: keep(wire.texts),
    enclosures: wire.enclosures.map(({ category, carrier, facts, texts, identity: who }) => ({
      category,
      carrier,
      facts,
      notes: keep(texts),
      ...(who === undefined ? {} : { person: personRef }),
    })),
  };
  const person = identity === undefined ? {} : { person: { personRef, identity } };
  return { received, pending: { unit, caseRef, commandId, notes, ...person } };
}
