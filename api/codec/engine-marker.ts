import type { Payload } from '@temporalio/common';
import { z } from 'zod';

import type { CaseRecord } from '../../domain/ports/case-record.port';

/** The local activities of a case, by the names under which they are called. */
const activities = [
  'load',
  'profile',
  'append',
  'openLetter',
] as const satisfies readonly (keyof CaseRecord)[];

const time = z.strictObject({ seconds: z.int(), nanos: z.int() }).nullable();

/** What the engine writes beside the result of a local activity, in the clear: its name, attempt and times, nothing of the case. */
const marker = z.strictObject({
  seq: z.int(),
  attempt: z.int(),
  activity_id: z.string().regex(/^\d{1,9}$/),
  activity_type: z.enum(activities),
  complete_time: time,
  original_schedule_time: time,
  backoff: time,
});

const MAX_BYTES = 1_000;

/**
 * Whether a payload is the engine's own note on a local activity, exactly: such a one was never sealed and is no case's, so that
 * nobody is to be asked and no line to be written (ADR 0028).
 */
export function isEngineMarker({ metadata, data }: Payload): boolean {
  const names = Object.keys(metadata ?? {});
  if (names.length !== 1 || Buffer.from(metadata?.['encoding'] ?? []).toString() !== 'json/plain')
    return false;
  if (data === null || data === undefined || data.length > MAX_BYTES) return false;
  try {
    return marker.safeParse(JSON.parse(Buffer.from(data).toString('utf8'))).success;
  } catch {
    return false;
  }
}
