import type { Letter, LetterKind, ReceivedEnclosure, ReceivedLetter } from '../../../domain/letters/letter';

/** A letter of another unit as it is read on arrival, its narratives and identity moved to the own unit's keeping. */
export function arrives(letter: Letter, from: string, receivedAt: string): ReceivedLetter {
  const { letterId, kind, reference, fromCase, facts, enclosures } = letter;
  return {
    ...{ letterId, from, kind, reference, fromCase, facts, receivedAt, notes: [] },
    enclosures: enclosures.map(({ category, carrier, facts: held, notes, person }): ReceivedEnclosure => ({
      ...{ category, carrier, facts: held },
      notes: notes.map(({ noteId, field }) => ({ noteId: `in-${noteId}`, field })),
      ...(person === undefined ? {} : { person: `in-${person}` }),
    })),
  };
}

/** A letter written by hand, as a partner system could. */
export function byHand(
  kind: LetterKind,
  of: { readonly from: string; readonly reference: string } & Partial<ReceivedLetter>,
): ReceivedLetter {
  return {
    ...{ kind, letterId: `hand-${kind}`, fromCase: 'their-case', receivedAt: '2026-03-02T10:00:00.000Z' },
    ...{ facts: {}, notes: [], enclosures: [] },
    ...of,
  };
}

/** What the police answer. */
export interface Answer {
  readonly from?: string;
  readonly letterId?: string;
  readonly level?: 'low' | 'high';
  readonly stage?: 'initial' | 'inDepth';
  readonly final?: boolean;
  readonly replaces?: string;
  readonly assessedAt?: string;
  readonly receivedAt?: string;
}

/** A result of the police, signed and read (THR-4). */
export function assessment(reference: string, of: Answer = {}): ReceivedLetter {
  const { from, letterId, receivedAt, replaces, ...said } = {
    ...{ from: 'las', letterId: 'm1', level: 'low', final: true },
    ...{ receivedAt: '2026-03-03T10:00:00.000Z', assessedAt: '2026-03-03T09:00:00.000Z' },
    ...of,
  };
  const stage = from === 'bops' ? 'inDepth' : 'initial';
  return byHand('policeAssessment', {
    ...{ from, reference, letterId, receivedAt },
    facts: { nature: 'concrete', stage, ...said, ...(replaces === undefined ? {} : { replaces }) },
    notes: [{ noteId: `o-${from}-${letterId}`, field: 'grounds' }],
  });
}
