import type { Action } from '../domain/kernel/step';
import type { LetterHeader, ReceivedLetter } from '../domain/letters/letter';
import type { DeliveryOutcome } from '../domain/ports/post.port';
import type { Profile } from '../domain/profile/profile';
import type { CaseCommand } from '../messages/case-messages';
import { deliveryCommand } from './case-file';
import type { CaseFile } from './case-file';
import type { Job } from './case-run';
import { journal } from './journal';
import { dueDeadlineId, whyNotLetter } from './rules';
import type { Attempt } from './rules';

/** What a member of staff wants done. */
export function commandAttempt({ actor, ...command }: CaseCommand): Attempt {
  return { ...command, actor: { kind: 'person', ...actor } };
}

/**
 * A deadline that has passed. The command is named by the step that it becomes and not by the deadline: on replay the
 * rules may know another one, and the name must be found in what was recorded.
 */
export function clockAttempt(file: CaseFile): Attempt {
  return {
    commandId: `clock:${file.seq + 1}`,
    actor: { kind: 'clock' },
    action: { name: 'clock', body: { deadlineId: dueDeadlineId(file) } },
  };
}

/** The end of a letter's delivery. */
export function deliveryAttempt(letterId: string, { outcome, categories }: DeliveryOutcome): Attempt {
  return {
    commandId: deliveryCommand(letterId),
    actor: { kind: 'engine' },
    action: { name: 'deliveryEnded', body: { letterId, outcome, categories } },
  };
}

/** The command id of a letter: the same letter again is the same command (THR-5). */
export function letterCommand({ from, letterId }: LetterHeader): string {
  return `letter:${from}:${letterId}`;
}

/**
 * A letter's arrival. Its header is judged first, and its content read only when that was accepted (CON-8). The answer
 * of `openLetter` is what counts, so that the judgement is recorded.
 */
export async function letterAttempt(
  file: CaseFile,
  profile: Profile,
  header: LetterHeader,
): Promise<Attempt> {
  const { from, letterId } = header;
  const { unit, caseRef } = file;
  const unread: Attempt = {
    commandId: letterCommand(header),
    actor: { kind: 'party', party: from },
    action: { name: header.kind, body: {} },
    inbox: { from, letterId },
  };
  const refusal = whyNotLetter(file, profile, header, unread);
  const asked = { unit, caseRef, header };
  const opened = await journal.openLetter(refusal === undefined ? asked : { ...asked, refusal });
  if ('refusal' in opened) return { ...unread, refusal: opened.refusal };
  return { ...unread, action: arrival(opened.letter) };
}

/** The consent that a waiting message withdraws, when it is a withdrawal: told by the message alone (CON-3). */
export function withdrawnConsent(job: Job): string | undefined {
  if (job.kind === 'letter') return job.header.kind === 'consentWithdrawn' ? job.header.reference : undefined;
  if (job.kind === 'deliveryEnded' || job.command.action.name !== 'withdrawConsent') return undefined;
  const { consent } = job.command.action.body;
  return typeof consent === 'string' ? consent : undefined;
}

/** Notes and person of the letter stand on the action, so that append keeps them with the case. */
function arrival(letter: ReceivedLetter): Action {
  const notes = [...letter.notes, ...letter.enclosures.flatMap((enclosure) => enclosure.notes)];
  const person = letter.enclosures.find((enclosure) => enclosure.person !== undefined)?.person;
  return {
    name: letter.kind,
    body: letter.facts,
    letter,
    ...(notes.length === 0 ? {} : { notes }),
    ...(person === undefined ? {} : { person }),
  };
}
