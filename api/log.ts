import type { Reader } from '../domain/kernel/actor';
import type { AccessLine } from '../store/access-log';
import { KeyNotAtHand } from '../store/one-transaction';
import type { Deps } from './deps';
import { Problem } from './problem';

/** A line of the access log, before it knows when. */
export interface LineDraft extends Pick<AccessLine, 'action' | 'outcome'> {
  readonly reader: Reader;
  readonly caseRef?: string;
  readonly rules?: AccessLine['rules'];
  readonly restricted?: boolean;
}

/** The line of a member of staff (AUD-1). */
export function lineOf(deps: Pick<Deps, 'now'>, draft: LineDraft): AccessLine {
  const { reader, rules = [], ...rest } = draft;
  return { at: deps.now(), unit: reader.unit, who: reader.person, roles: reader.roles, rules, ...rest };
}

/** What writing a line needs. */
interface LogDeps extends Pick<Deps, 'now'> {
  readonly store: Pick<Deps['store'], 'accessLog'>;
}

/** Writes the line of a member of staff before anything is answered. */
export async function writeLine(deps: LogDeps, draft: LineDraft): Promise<void> {
  await storeLine(deps, lineOf(deps, draft));
}

/** Stores a line; what cannot be logged is not answered (AUD-2). */
export async function storeLine(deps: Pick<LogDeps, 'store'>, line: AccessLine): Promise<void> {
  try {
    await deps.store.accessLog.write(line);
  } catch (cause) {
    // No fault: the transaction begins anew with the key.
    if (cause instanceof KeyNotAtHand) throw cause;
    throw new Problem('unavailable', { cause });
  }
}
