import type { NoticeMatter } from '../kernel/notice';
import type { Instant } from '../time/instant';

/** One notice to one recipient: a reference, what is asked and by when; nothing of the person (NTF-1). */
export interface NoticeMail {
  /** The same at every attempt, so that a copy can be recognised. */
  readonly mailId: string;
  readonly address: string;
  readonly caseRef: string;
  readonly matter: NoticeMatter;
  readonly dueAt: Instant | null;
}

/**
 * What became of one attempt.
 *
 * - `sent`: the mail server has taken it
 * - `refused`: this recipient will never have it; trying again changes nothing (NTF-2)
 * - `deferred`: this recipient cannot have it now
 * - `away`: the mail server takes nothing now, whoever it is for, or gave no answer
 */
export type NotifyAnswer = 'sent' | 'refused' | 'deferred' | 'away';

/** Tells a recipient of a notice outside the service. The built-in inbox needs no such port: the step itself writes it. */
export interface Notifier {
  /** Never throws: whatever goes wrong is one of the answers. */
  readonly notify: (mail: NoticeMail) => Promise<NotifyAnswer>;
}
