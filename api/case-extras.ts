import type { Identity } from '../domain/letters/wire';
import type { Reader } from '../domain/kernel/actor';
import type { OpenedCase } from './case-file';
import type { Deps } from './deps';

/** What stands beside the journal for one who may see the whole file. */
export interface CaseExtras {
  readonly person?: Identity;
  /** Narratives by the id of their note. */
  readonly notes: Readonly<Record<string, string>>;
}

/** Reads a file's narratives and the person's identity; only for a reader whose view is the full one. */
export async function caseExtras(
  deps: Deps,
  reader: Reader,
  { caseRef, steps, state }: Pick<OpenedCase, 'caseRef' | 'steps' | 'state'>,
): Promise<CaseExtras> {
  const ids = steps.flatMap((step) => step.notes ?? []).map(({ noteId }) => noteId);
  // Whom the case is about is the case's to say: a letter that came to it later changes nothing of that.
  const personRef = state.intake.person ?? steps.findLast((step) => step.person !== undefined)?.person;
  const notes = ids.length === 0 ? [] : await deps.store.notes.texts(reader.unit, caseRef, ids);
  const person =
    personRef === undefined ? undefined : await deps.store.notes.person(reader.unit, caseRef, personRef);
  return { notes: Object.fromEntries(notes), ...(person === undefined ? {} : { person }) };
}
