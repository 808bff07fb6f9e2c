import { AsyncLocalStorage } from 'node:async_hooks';

import type { Fields } from './log';

/** A span by its ids, as W3C Trace Context writes them: 32 and 16 hexadecimal digits. */
export interface SpanId {
  readonly traceId: string;
  readonly spanId: string;
}

/** What goes on in one piece of work: its span, and what is known of it so far. */
export interface Scope {
  readonly span: SpanId;
  fields: Fields;
}

const storage = new AsyncLocalStorage<Scope>();

/** Does the work as part of the span; what it waits for belongs to it too. */
export function within<T>(scope: Scope, work: () => T): T {
  return storage.run(scope, work);
}

/** The span that the caller's work is part of. */
export function spanHere(): SpanId | undefined {
  return storage.getStore()?.span;
}

/** Adds to what is known of the work; nothing where there is none. */
export function note(fields: Fields): void {
  const scope = storage.getStore();
  if (scope !== undefined) scope.fields = { ...scope.fields, ...fields };
}
