import { idOf } from '../../domain/kernel/id';
import type { Action } from '../../domain/kernel/step';
import type { Json } from '../../domain/kernel/text';
import type { Identity } from '../../domain/letters/wire';
import type { PendingNote } from '../../store/notes';

/** What a request asks of a case, with all that must not reach Temporal taken out of it (ADR 0005). */
export interface CommandRequest {
  readonly action: Action;
  readonly notes: readonly PendingNote[];
  readonly person?: { readonly personRef: string; readonly identity: Identity };
}

interface Parts {
  readonly caseRef: string;
  readonly commandId: string;
  readonly name: string;
  readonly body: Readonly<Record<string, Json>>;
  readonly narratives: readonly string[];
  readonly identity?: Identity;
}

/** Splits a parsed body: narratives become notes and the identity a vault entry, both named after the command. */
export function splitRequest({ name, body, narratives, identity, ...ids }: Parts): CommandRequest {
  const notes = narratives.flatMap((field, nth) => {
    const text = body[field];
    return typeof text === 'string' ? [{ noteId: idOf(ids, 'n', nth), field, text }] : [];
  });
  const rest = Object.fromEntries(Object.entries(body).filter(([field]) => !narratives.includes(field)));
  const person = identity === undefined ? undefined : { personRef: idOf(ids, 'p'), identity };
  return {
    action: {
      name,
      body: rest,
      ...(notes.length === 0 ? {} : { notes: notes.map(({ noteId, field }) => ({ noteId, field })) }),
      ...(person === undefined ? {} : { person: person.personRef }),
    },
    notes,
    ...(person === undefined ? {} : { person }),
  };
}
