import type { PartyId } from '../domain/kernel/actor';
import type { Letter } from '../domain/letters/letter';
import type { DeliveryOutcome } from '../domain/ports/post.port';
import type { Instant } from '../domain/time/instant';
import type { DataKey } from '../security/sealed';
import type { AccessLine } from './access-log';
import type { UnitTransaction } from './database';
import type { LogWriter } from './log-writer';
import { claimedCategories, readCarriers } from './outbox-rows';
import type { OutboxRow } from './outbox-rows';
import type { AccessOutcome } from './schema';

/** Which letter of which case. */
export interface OutboxLetter {
  readonly unit: PartyId;
  readonly caseRef: string;
  readonly letterId: string;
}

/** A letter inside the transaction that holds its case. */
export interface HeldLetter {
  readonly tx: UnitTransaction;
  readonly key: DataKey;
  readonly log: LogWriter;
  readonly name: OutboxLetter;
  readonly row: OutboxRow;
  /** What the row seals. */
  readonly letter: Letter;
}

/** Writes the log line of what happens to a letter (AUD-1), the last that its transaction does. */
export async function logLetter(
  { tx, log, name, letter }: HeldLetter,
  outcome: AccessOutcome,
  at: Instant,
): Promise<void> {
  const line: AccessLine = {
    ...{ at, unit: name.unit, who: 'engine', roles: ['engine'], caseRef: name.caseRef },
    ...{ action: letter.kind, outcome, rules: ['CON-4'], requestId: name.letterId },
  };
  await log.write(tx, line);
}

/** How the letter has ended; undefined while it has not. */
export async function outcomeOf({ tx, name, row, letter }: HeldLetter): Promise<DeliveryOutcome | undefined> {
  if (row.state !== 'sent' && row.state !== 'stopped' && row.state !== 'rejected') return undefined;
  if (row.state === 'stopped') return { outcome: 'stopped', categories: [] };
  const carriers = await readCarriers(tx, name.letterId);
  return { outcome: row.state, categories: claimedCategories(letter, carriers) };
}
