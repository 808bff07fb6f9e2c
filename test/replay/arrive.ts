import type { ReceivedLetter } from '../../domain/letters/letter';
import { sendLetter, until } from '../workflows/harness';
import type { Bench } from '../workflows/harness';

/** A letter reaches a case, and the case has had its turn with it. */
export async function arrive(
  bench: Bench,
  caseRef: string,
  letter: ReceivedLetter,
  unit = 'sav',
): Promise<void> {
  const { letterId, from, kind, reference } = letter;
  const { open } = bench.post;
  bench.post.open = (own, ref, header) =>
    header.letterId === letterId ? Promise.resolve(letter) : open(own, ref, header);
  await sendLetter(bench, caseRef, { letterId, from, kind, reference }, unit);
  const commandId = `letter:${from}:${letterId}`;
  await until(() => bench.journal.stepsOf(caseRef).some((step) => step.commandId === commandId));
}
