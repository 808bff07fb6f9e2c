import type { PartyId } from '../domain/kernel/actor';
import { toInstant } from '../domain/time/instant';
import type { Notes } from '../store/notes';
import type { Pauses } from '../telemetry/patience';
import { goOn } from './loop';

const EVERY_MS = 3_600_000;
/** After one that failed, for some unit. */
const FAILED: Pauses = { first: 60_000, longest: EVERY_MS };
const PENDING_MS = 24 * 3_600_000;

/** Removes narratives and identities that no step has kept within a day (ADR 0005). Returns when the signal is aborted. */
export function runSweeper(
  units: readonly PartyId[],
  notes: Pick<Notes, 'sweepPending'>,
  report: (what: string, error: unknown) => void,
  signal: AbortSignal,
): Promise<void> {
  const onFault = (error: unknown): void => {
    report('sweeper', error);
  };
  const pass = async (): Promise<number | undefined> => {
    const faults: unknown[] = [];
    for (const unit of units) {
      await notes.sweepPending(unit, toInstant(Date.now() - PENDING_MS)).catch((error: unknown) => {
        faults.push(error);
        onFault(error);
      });
    }
    return faults.length === 0 ? EVERY_MS : undefined;
  };
  return goOn(pass, { pauses: FAILED, signal, onFault });
}
