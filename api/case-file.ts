import { createHmac } from 'node:crypto';

import { isRestricted, mayOnlyName } from '../domain/case/access';
import { apply } from '../domain/case/evolve';
import type { CaseState } from '../domain/case/state';
import { nothing } from '../domain/case/nothing';
import { view } from '../domain/case/view';
import type { Reader } from '../domain/kernel/actor';
import type { Context } from '../domain/kernel/context';
import { obstacle } from '../domain/kernel/refusal';
import type { Step } from '../domain/kernel/step';
import { KeyAway } from '../security/key-away';
import { isCaseRef } from '../security/references';
import type { Deps } from './deps';
import { writeLine } from './log';
import type { LineDraft } from './log';
import { Problem, refusalProblem } from './problem';

/** Stands in query and log for what cannot be a reference, so that both are made all the same. */
export const NO_CASE = 'c-0000000000000000';

const ETAG_LENGTH = 22;

/** What letting a reader into a case needs. */
export interface ReadingDeps extends Pick<Deps, 'now' | 'profile'> {
  readonly store: Pick<Deps['store'], 'cases' | 'accessLog'>;
}

/** A case that its reader was let into. */
export interface OpenedCase {
  readonly caseRef: string;
  readonly steps: readonly Step[];
  readonly state: CaseState;
  readonly context: Omit<Context, 'commandId'>;
  /** What this reader sees of it. */
  readonly seen: object;
  /** It is open to named staff only, so that each reading of it enters the log review (ACC-3). */
  readonly restricted: boolean;
}

/** The case after a step, which never changes: a step belongs to one place of one journal. */
const after = new WeakMap<Step, CaseState>();

/** The case after these steps, from its first one on; what was told before is not told again. */
export function fold(steps: readonly Step[]): CaseState {
  const at = steps.findLastIndex((step) => after.has(step));
  const known = steps[at];
  const before = known === undefined ? nothing : (after.get(known) ?? nothing);
  const state = steps.slice(at + 1).reduce(apply, before);
  const last = steps.at(-1);
  if (known !== undefined) after.delete(known);
  if (last !== undefined) after.set(last, state);
  return state;
}

/** What a decision or a view needs beside the state. */
export function contextOf(
  deps: Pick<Deps, 'now' | 'profile'>,
  reader: Reader,
  caseRef: string,
): Omit<Context, 'commandId'> {
  return {
    now: deps.now(),
    actor: { kind: 'person', ...reader },
    profile: deps.profile,
    unit: reader.unit,
    caseRef,
  };
}

/**
 * Lets a reader into a case, or answers as if there were none (CON-6): for a foreign and an unknown case alike one
 * query, one log line, and no case's key, note or workflow touched (ADR 0006).
 */
export async function openCase(
  deps: ReadingDeps,
  reader: Reader,
  path: string,
  action: string,
): Promise<OpenedCase> {
  const caseRef = isCaseRef(path) ? path : NO_CASE;
  const steps = await stepsOf(deps, reader, caseRef, action);
  if (steps !== undefined && steps.length > 0) {
    const state = fold(steps);
    const context = contextOf(deps, reader, caseRef);
    // The store let the reader in by the worklist row; the file itself has the last word (ACC-4).
    const seen = view(state, reader, context);
    if (seen !== undefined) return { caseRef, steps, state, context, seen, restricted: isRestricted(state) };
  }
  await writeLine(deps, { reader, caseRef, action, outcome: 'foreign', rules: ['CON-6'] });
  throw new Problem('foreign');
}

/** The steps that the reader may see. That the case's key is away is an answer like another, so that its line stands. */
export function stepsOf(
  deps: ReadingDeps,
  reader: Reader,
  caseRef: string,
  action: string,
): Promise<readonly Step[] | undefined> {
  return deps.store.cases.open(reader, caseRef).catch(async (error: unknown) => {
    if (!(error instanceof KeyAway)) throw error;
    await logKeyAway(deps, { reader, caseRef, action, outcome: 'refused' });
    throw new Problem('keyAway', { cause: error });
  });
}

/**
 * Somebody asked for a case whose key is away (AUD-1). Where the unit's own keys are, the line cannot be sealed: nothing is shown
 * and the answer is the same, so that the caller is told what to wait for.
 */
async function logKeyAway(deps: ReadingDeps, line: LineDraft): Promise<void> {
  try {
    await writeLine(deps, line);
  } catch (problem) {
    if (!(problem instanceof Problem && problem.cause instanceof KeyAway)) throw problem;
  }
}

/** Lets in who has a part in the case: a supervisor who is not named in a restricted one has nothing but its stub (ACC-3). */
export async function openWithPart(
  deps: ReadingDeps,
  reader: Reader,
  path: string,
  action: string,
): Promise<OpenedCase> {
  const opened = await openCase(deps, reader, path, action);
  const { caseRef, state, restricted } = opened;
  if (!mayOnlyName(state, reader.unit, reader)) return opened;
  await writeLine(deps, { reader, caseRef, action, outcome: 'foreign', rules: ['ACC-3'], restricted });
  throw new Problem('foreign');
}

/** Writes down that a case was read, before it is answered (AUD-2); of a restricted one that is marked (ACC-3). */
export async function logReading(
  deps: ReadingDeps,
  reader: Reader,
  { caseRef, restricted }: OpenedCase,
  action: string,
): Promise<void> {
  await writeLine(deps, { reader, caseRef, action, outcome: 'answered', restricted });
}

/** Lets a reader into the whole file: a stub is not enough (ACC-2). */
export async function openFile(
  deps: ReadingDeps,
  reader: Reader,
  path: string,
  action: string,
): Promise<OpenedCase> {
  const opened = await openWithPart(deps, reader, path, action);
  if (isFull(opened.seen)) return opened;
  await writeLine(deps, { reader, caseRef: opened.caseRef, action, outcome: 'refused', rules: ['ACC-2'] });
  throw refusalProblem({
    kind: 'notPermitted',
    obstacles: [
      obstacle(
        'ACC-2',
        'Only the stub of this case is open to you.',
        'Bara uppgiften att ärendet finns är öppen för dig, inte innehållet.',
      ),
    ],
  });
}

/** Whether a view is of the whole file and not of its stub. */
export function isFull(seen: object): boolean {
  return 'kind' in seen && seen.kind === 'full';
}

/** The last step that changed the case: an accepted message may have been refused when its turn came (ADR 0002). */
export function lastChange(steps: readonly Step[]): Step | undefined {
  return steps.findLast((step) => step.refusal === undefined);
}

/** Names the case as it is after these steps, and tells nothing of how many there are (ADR 0001). */
export function etagOf(deps: Pick<Deps, 'secret'>, caseRef: string, steps: readonly Step[]): string {
  const named = JSON.stringify(['etag', caseRef, lastChange(steps)?.commandId ?? null]);
  return `"${createHmac('sha256', deps.secret).update(named).digest('base64url').slice(0, ETAG_LENGTH)}"`;
}
