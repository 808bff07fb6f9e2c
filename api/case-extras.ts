import type { Identity } from '../domain/letters/wire';
import type { Reader } from '../domain/kernel/actor';
import type { OpenedCase } from './case-file';
import type { Deps } from './deps';

/** Who the case is about; of a protected identity only that it is one, unless it was asked for. */
export type SeenIdentity = Pick<Identity, 'protectedIdentity'> & Partial<Identity>;

/** What stands beside the journal for one who may see the whole file. */
export interface CaseExtras {
  readonly person?: SeenIdentity;
  /** The unit's other cases about the same person that the reader has a part in (CON-10). */
  readonly samePerson?: readonly string[];
  /** Narratives by the id of their note. */
  readonly notes: Readonly<Record<string, string>>;
}

/**
 * Reads a file's narratives and the person's identity; only for a reader whose view is the full one.
 *
 * @param asksIdentity whether the reader asked for the identity itself: a protected one is not shown beside everything else
 */
export async function caseExtras(
  deps: Deps,
  reader: Reader,
  { caseRef, steps, state }: Pick<OpenedCase, 'caseRef' | 'steps' | 'state'>,
  asksIdentity: boolean,
): Promise<CaseExtras> {
  const ids = steps.flatMap((step) => step.notes ?? []).map(({ noteId }) => noteId);
  // Whom the case is about is the case's to say: a letter that came to it later changes nothing of that.
  const personRef = state.intake.person ?? steps.findLast((step) => step.person !== undefined)?.person;
  const notes = ids.length === 0 ? [] : await deps.store.notes.texts(reader.unit, caseRef, ids);
  if (personRef === undefined) return { notes: Object.fromEntries(notes) };
  const person = await deps.store.notes.person(reader.unit, caseRef, personRef);
  const samePerson = await deps.store.notes.samePerson(reader, caseRef, personRef);
  return {
    notes: Object.fromEntries(notes),
    ...(person === undefined ? {} : { person: asksIdentity ? person : narrowed(person) }),
    ...(samePerson.length === 0 ? {} : { samePerson }),
  };
}

function narrowed(identity: Identity): SeenIdentity {
  return identity.protectedIdentity ? { protectedIdentity: true } : identity;
}
