import { decide } from '../domain/case/decide';
import { apply } from '../domain/case/evolve';
import { nothing } from '../domain/case/nothing';
import { caseRow, ledgerRows } from '../domain/case/row';
import type { CaseState } from '../domain/case/state';
import { toStep } from '../domain/case/step';
import type { Reader } from '../domain/kernel/actor';
import type { Action } from '../domain/kernel/step';
import type { AppendInput } from '../domain/ports/journal.port';
import type { Profile } from '../domain/profile/profile';
import type { Instant } from '../domain/time/instant';

/** A case that is written into the journal by the bench: the same rules, no Temporal. */
export interface JournalFile {
  readonly caseRef: string;
  state: CaseState;
  seq: number;
}

/** A case before its first step. */
export function newFile(caseRef: string): JournalFile {
  return { caseRef, state: nothing, seq: 0 };
}

/** Who writes, under which rules, and when. */
export interface Hand {
  readonly reader: Reader;
  readonly profile: Profile;
  readonly now: Instant;
}

/** The next step of the case, ready for the journal; throws where the rules refuse it. */
export function plan(file: JournalFile, action: Action, { reader, profile, now }: Hand): AppendInput {
  const { caseRef } = file;
  const { unit } = reader;
  const commandId = `bench:${caseRef}:${file.seq + 1}`;
  const context = { now, actor: { kind: 'person', ...reader }, profile, unit, caseRef, commandId } as const;
  const decision = decide(file.state, action, context);
  if (!decision.ok) throw new Error(`The rules refuse ${action.name}: ${JSON.stringify(decision.refusal)}`);
  const step = toStep(file.state, { action, decision, seq: file.seq + 1 }, context);
  file.state = apply(file.state, step);
  file.seq = step.seq;
  return { unit, caseRef, step, row: caseRow(file.state), ledger: ledgerRows(file.state) };
}
