import { BadCursor } from './errors';

/** A page of a list, and the cursor of the one after it. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

/** Which page: from the start without a cursor. */
export interface PageRequest {
  readonly cursor?: string;
  readonly limit: number;
}

/** The key of the row after which a page starts; undefined for the first page. Throws BadCursor for a text that is none of ours. */
export function readCursor<K>(
  cursor: string | undefined,
  isKey: (value: unknown) => value is K,
): K | undefined {
  if (cursor === undefined) return undefined;
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  const key = parsed(text);
  // PostgreSQL takes no NUL, and no key of ours holds one.
  if (!isKey(key) || text.includes(String.raw`\u0000`)) throw new BadCursor();
  return key;
}

/** Cuts rows that were asked for with one more than the limit into a page. */
export function cut<R, K>(rows: readonly R[], limit: number, keyOf: (row: R) => K): Page<R> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  if (rows.length <= limit || last === undefined) return { items };
  return { items, next: Buffer.from(JSON.stringify(keyOf(last)), 'utf8').toString('base64url') };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
