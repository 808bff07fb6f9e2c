import { handledBySav, moved, moving, offered, stubAt, takenOver } from '../domain/support/given';
import type { CaseFile } from '../domain/support/case-file';
import { rut } from '../domain/support/people';
import type { CaseCommand } from '../../messages/case-messages';
import { openCase, send } from '../workflows/harness';
import type { Bench } from '../workflows/harness';
import { arrive } from './arrive';

// The paths of the routine, each as the tables of `test/domain` drive it, played again through Temporal to be recorded.

/** A path ends with the file whose history is recorded. */
type Path = () => CaseFile;

/** All paths, by the name of their histories. */
export const paths: Readonly<Record<string, Path>> = {
  'sav-handles': handledBySav,
  'sav-moves': moving,
  'sav-offers': () => offered(),
  'sav-moved': () => moved().sender,
  'district-took-over': () => takenOver().receiver,
  'district-declined': () => stubAt(offered()).does(rut, 'declineTransfer', { reason: 'wrongHomeDistrict' }),
};

/**
 * Asks of a workflow what was asked of a file, in the same order and under the same names, so that every reference comes
 * out the same; what is refused there is refused here.
 */
export async function playAgain(bench: Bench, { inputs, unit, caseRef }: CaseFile): Promise<void> {
  for (const [nth, { commandId, actor, action }] of inputs.entries()) {
    if (action.letter !== undefined) await arrive(bench, caseRef, action.letter, unit);
    if (actor.kind !== 'person') continue;
    const command: CaseCommand = { commandId, actor, action };
    const asked = nth === 0 ? openCase(bench, caseRef, { unit }, command) : send(bench, caseRef, command);
    await asked.catch(() => undefined);
  }
}
