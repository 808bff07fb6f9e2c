import type { CaseCommand, CaseGateway, CommandOutcome } from '../../../api/gateway';
import { decide } from '../../../domain/case/decide';
import { apply } from '../../../domain/case/evolve';
import { caseRow, ledgerRows } from '../../../domain/case/row';
import { nothing } from '../../../domain/case/nothing';
import { toStep } from '../../../domain/case/step';
import type { Context } from '../../../domain/kernel/context';
import type { Journal } from '../../../domain/ports/journal.port';
import type { Profile } from '../../../domain/profile/profile';

/** What a workflow does with a command, without Temporal: decide, append, answer. */
export function domainGateway(journal: Journal, profile: Profile, now: () => string): CaseGateway {
  return { run: (command) => run(journal, profile, now(), command) };
}

async function run(
  journal: Journal,
  profile: Profile,
  now: string,
  command: CaseCommand,
): Promise<CommandOutcome> {
  const { unit, caseRef, commandId, reader, action } = command;
  const steps = await journal.load(unit, caseRef, 0);
  if (steps.some((step) => step.commandId === commandId)) return { kind: 'done' };
  const state = steps.reduce(apply, nothing);
  const context: Context = { now, actor: { kind: 'person', ...reader }, profile, unit, caseRef, commandId };
  const decision = decide(state, action, context);
  if (!decision.ok) return { kind: 'refused', refusal: decision.refusal };
  const step = toStep(state, { action, decision, seq: (steps.at(-1)?.seq ?? 0) + 1 }, context);
  const after = apply(state, step);
  await journal.append({ unit, caseRef, step, row: caseRow(after), ledger: ledgerRows(after) });
  return { kind: 'done' };
}
