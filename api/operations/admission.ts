import type { Reader } from '../../domain/kernel/actor';
import type { Deps } from '../deps';
import { writeLine } from '../log';
import { Problem } from '../problem';
import type { Answer } from './operation';

/** Why the operator finds a line about it: somebody asked, again and again, for what is not there for them. */
class LockedAfterMisses extends Error {
  override readonly name = 'LockedAfterMisses';
}

/** Serves staff within their limits, and counts what they miss: foreign and unknown alike (CON-6, ADR 0020). */
export async function admit(deps: Deps, reader: Reader, serve: () => Promise<Answer>): Promise<Answer> {
  const id = `${reader.unit}/${reader.person}`;
  deps.limits.identity(id);
  try {
    return await serve();
  } catch (error) {
    const isMiss = error instanceof Problem && error.status === 404;
    if (isMiss && deps.limits.missed(id)) await tellOperator(deps, reader, id);
    throw error;
  }
}

/** The unit's log, a counter and the operator's log say who it was; what is asked while it lasts is only counted. */
async function tellOperator(deps: Deps, reader: Reader, id: string): Promise<void> {
  deps.metrics.locked();
  deps.report(id, new LockedAfterMisses());
  await writeLine(deps, { reader, action: 'locked', outcome: 'refused', rules: ['CON-6'] });
}
