import { setTimeout as sleep } from 'node:timers/promises';
import type { PartyId } from '../domain/kernel/actor';
import { toInstant } from '../domain/time/instant';
import type { Notes } from '../store/notes';

const EVERY_MS = 3_600_000;
const PENDING_MS = 24 * 3_600_000;

/** Removes narratives and identities that no step has kept within a day (ADR 0005). Returns when the signal is aborted. */
export async function runSweeper(
  units: readonly PartyId[],
  notes: Pick<Notes, 'sweepPending'>,
  report: (what: string, error: unknown) => void,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    for (const unit of units) {
      await notes.sweepPending(unit, toInstant(Date.now() - PENDING_MS)).catch((error: unknown) => {
        report('sweeper', error);
      });
    }
    await sleep(EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
}
