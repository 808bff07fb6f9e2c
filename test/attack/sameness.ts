import type { Answered } from '../support/conformance';
import type { Counts } from './tally';
import { found } from './tally';

/** Headers that say when, not what. */
const ofTheMoment = ['date', 'connection', 'keep-alive'];

/** What a caller can tell one answer from another by; references and instants of an own new case count as equal. */
function shapeOf({ status, text, headers }: Answered): string {
  const seen = Object.entries(headers).filter(([name]) => !ofTheMoment.includes(name));
  return JSON.stringify([status, seen.toSorted(), text])
    .replaceAll(/\bc-[0-9a-hjkmnp-tv-z]{16}\b/g, 'c-…')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '…Z')
    .replaceAll(/"etag",".{24,28}?"\]/g, '"etag","…"]');
}

/** Counts a difference between what was answered about something foreign and about something unknown (CON-6). */
export function compare(counts: Counts, what: string, foreign: Answered, unknown: Answered): void {
  const [one, other] = [shapeOf(foreign), shapeOf(unknown)];
  if (one !== other) found(counts, 'different', `${what}\n      ${one}\n      ${other}`);
}
