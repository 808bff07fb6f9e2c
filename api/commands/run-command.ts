import { updateName } from '../../domain/case/actions';
import { decide } from '../../domain/case/decide';
import type { CaseState } from '../../domain/case/state';
import type { Reader } from '../../domain/kernel/actor';
import type { Refusal } from '../../domain/kernel/refusal';
import type { Step } from '../../domain/kernel/step';
import { profileVersion } from '../../domain/profile/lookup';
import { note } from '../../telemetry/scope';
import { contextOf, etagOf, fold, lastChange } from '../case-file';
import type { Deps } from '../deps';
import { lineOf, writeLine } from '../log';
import type { LineDraft } from '../log';
import { Problem, refusalProblem } from '../problem';
import type { CaseCommand } from '../gateway';
import { checkIfMatch } from './headers';
import type { CommandRequest } from './request';

/** A change on its way: who wants it, of which case, and under which key. */
export interface Change {
  readonly reader: Reader;
  readonly caseRef: string;
  /** By which the journal knows the command (`freshId`). */
  readonly commandId: string;
  readonly bodyMac: string;
  /** What the reader's unit has of the case; nothing for one that is to be opened. */
  readonly steps: readonly Step[];
  /** Whether the case is open to named staff only, so that its log lines are marked (ACC-3). */
  readonly restricted: boolean;
  /** The header: once the command is known to be new, the case as it is must be the one that was read. */
  readonly ifMatch: string | undefined;
  readonly request: CommandRequest;
}

/** A change that was taken in: what it became already, or how its case is to be asked. */
export type TakenIn =
  | { readonly step: Step }
  | { readonly change: Change; readonly how: Pick<CaseCommand, 'attempt' | 'expectedSeq'> };

/**
 * Takes one change in, in the order of ADR 0010, up to where its case is asked. The caller has let the reader in already, in the same
 * transaction.
 */
export async function takeIn(deps: Deps, change: Change): Promise<TakenIn> {
  const { caseRef, commandId: command, request } = change;
  note({ caseRef, command, action: updateName(request.action.name) });
  const known = await deps.store.commands.find(change.reader.unit, change.commandId);
  if (known !== undefined && known.bodyMac !== change.bodyMac) return refuseReuse(deps, change);
  // A lost answer: the effect stands in the journal, so it is told and not done again.
  const step = change.steps.find(({ commandId }) => commandId === change.commandId);
  if (step !== undefined) {
    await logAccepted(deps, change);
    return { step };
  }
  const expectedSeq = await expected(deps, change);
  await refuseFirst(deps, change, fold(change.steps));
  await accept(deps, change);
  return { change, how: { attempt: known?.attempt ?? 0, ...expectedSeq } };
}

/**
 * Has a change done that was taken in.
 *
 * @returns the journal's step of this command, the same however often it is asked for
 */
export async function carryOut(deps: Deps, taken: TakenIn): Promise<Step> {
  return 'step' in taken ? taken.step : execute(deps, taken.change, taken.how);
}

/**
 * A change of another case than the one that was read is refused, and that leaves its line too (AUD-1). The case itself is told which one
 * was read, since a step may come between this look and its turn.
 */
async function expected(deps: Deps, change: Change): Promise<Pick<CaseCommand, 'expectedSeq'>> {
  const { caseRef, steps, ifMatch } = change;
  try {
    const isAsked = checkIfMatch(ifMatch, etagOf(deps, caseRef, steps));
    return isAsked ? { expectedSeq: lastChange(steps)?.seq ?? 0 } : {};
  } catch (error) {
    await logRefusal(deps, change, []);
    throw error;
  }
}

/** Refusals are evaluated anew each time and leave their line here: Temporal hears nothing of them (AUD-1). */
async function refuseFirst(deps: Deps, change: Change, state: CaseState): Promise<void> {
  const { reader, caseRef, commandId, request } = change;
  const decision = decide(state, request.action, { ...contextOf(deps, reader, caseRef), commandId });
  if (!decision.ok) await refuse(deps, change, decision.refusal);
}

async function accept(deps: Deps, change: Change): Promise<void> {
  const { reader, caseRef, commandId, bodyMac, request } = change;
  const accepted = await deps.store.commands.accept({
    unit: reader.unit,
    caseRef,
    commandId,
    bodyMac,
    notes: request.notes,
    ...(request.person === undefined ? {} : { person: request.person }),
    line: lineOf(deps, { ...traitsOf(change), outcome: 'accepted' }),
  });
  // Both came at once: the other one was first.
  if (accepted === 'otherBody') await refuseReuse(deps, change);
}

async function refuseReuse(deps: Deps, change: Change): Promise<never> {
  await logRefusal(deps, change, []);
  throw new Problem('keyReused');
}

async function execute(
  deps: Deps,
  change: Change,
  how: Pick<CaseCommand, 'attempt' | 'expectedSeq'>,
): Promise<Step> {
  const { reader, caseRef, commandId, request } = change;
  const outcome = await deps.gateway.run({
    unit: reader.unit,
    caseRef,
    commandId,
    reader,
    action: request.action,
    profileVersion: profileVersion(deps.profile),
    seenSeq: change.steps.at(-1)?.seq ?? 0,
    ...how,
  });
  switch (outcome.kind) {
    case 'done':
      return outcome.step ?? storedStep(deps, change);
    case 'refused':
      await deps.store.commands.abandon(reader.unit, commandId);
      return refuse(deps, change, outcome.refusal);
    case 'unavailable':
      await deps.store.commands.nextAttempt(reader.unit, commandId);
      throw new Problem('unavailable');
    case 'fault':
      await deps.store.commands.nextAttempt(reader.unit, commandId);
      throw new Error('The rules could not be asked');
    case 'unanswered':
      throw new Problem('unavailable');
  }
}

/**
 * The id for a try of a command: a new one after each refusal that the journal holds under it. What was accepted and refused when its
 * turn came is evaluated anew like any refusal (ADR 0010), and the journal knows each command once.
 */
export function freshId(steps: readonly Step[], commandId: string): string {
  const isRefused = (id: string): boolean =>
    steps.some((step) => step.commandId === id && step.refusal !== undefined);
  let id = commandId;
  for (let nth = 1; isRefused(id); nth += 1) id = `${commandId}-${nth}`;
  return id;
}

/** The command's step, where its case had it done already and did not tell it again. */
async function storedStep(deps: Deps, { reader, caseRef, commandId }: Change): Promise<Step> {
  const steps = await deps.store.journal.load(reader.unit, caseRef, 0);
  const step = steps.find((one) => one.commandId === commandId);
  if (step === undefined) throw new Problem('unavailable');
  return step;
}

/** What all log lines of a change have in common. */
function traitsOf({ reader, caseRef, request, restricted }: Change): Omit<LineDraft, 'outcome'> {
  return { reader, caseRef, action: request.action.name, restricted };
}

async function logAccepted(deps: Deps, change: Change): Promise<void> {
  await writeLine(deps, { ...traitsOf(change), outcome: 'answered' });
}

async function logRefusal(deps: Deps, change: Change, refusal: Refusal['obstacles']): Promise<void> {
  const rules = refusal.map(({ rule }) => rule);
  await writeLine(deps, { ...traitsOf(change), outcome: 'refused', rules });
}

async function refuse(deps: Deps, change: Change, refusal: Refusal): Promise<never> {
  await logRefusal(deps, change, refusal.obstacles);
  throw refusalProblem(refusal);
}
