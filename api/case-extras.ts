import type { Step } from '../domain/kernel/step';
import type { Identity } from '../domain/letters/wire';
import type { Reader } from '../domain/kernel/actor';
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
  caseRef: string,
  steps: readonly Step[],
): Promise<CaseExtras> {
  const ids = steps.flatMap((step) => step.notes ?? []).map(({ noteId }) => noteId);
  const personRef = steps.findLast((step) => step.person !== undefined)?.person;
  const notes = ids.length === 0 ? [] : await deps.store.notes.texts(reader.unit, caseRef, ids);
  const person =
    personRef === undefined ? undefined : await deps.store.notes.person(reader.unit, caseRef, personRef);
  return { notes: Object.fromEntries(notes), ...(person === undefined ? {} : { person }) };
}
