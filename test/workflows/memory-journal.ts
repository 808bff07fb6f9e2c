import type { Step } from '../../domain/kernel/step';
import type { CaseJournal } from '../../activities/case-activities';
import type { Shown } from '../../domain/ports/case-record.port';
import type { AppendInput, AppendResult, CaseRow } from '../../domain/ports/journal.port';

/** What a test does to the journal. */
export interface MemoryJournal extends CaseJournal {
  readonly appended: readonly AppendInput[];
  readonly shown: (unit: string, caseRef: string) => Promise<Shown | undefined>;
  readonly stepsOf: (caseRef: string) => readonly Step[];
  /** Calls fail while it is away. */
  away: boolean;
  /** How many calls failed so. */
  failed: number;
  /** Asked before each append is answered, after it is committed. */
  afterCommit: (input: AppendInput) => Promise<void>;
}

/** A journal in memory with the promise of the real one: it inserts, or adopts what is there (ADR 0002). */
export function memoryJournal(): MemoryJournal {
  const cases = new Map<string, Step[]>();
  const rows = new Map<string, CaseRow>();
  const appended: AppendInput[] = [];
  const stepsOf = (caseRef: string): readonly Step[] => cases.get(caseRef) ?? [];
  const journal: MemoryJournal = {
    appended,
    stepsOf,
    away: false,
    failed: 0,
    afterCommit: () => Promise.resolve(),
    append: async (input) => {
      assertHere(journal);
      const result = insertOrAdopt(cases, input);
      if (result.steps[0] === input.step) {
        appended.push(input);
        rows.set(input.caseRef, input.row);
      }
      await journal.afterCommit(input);
      return result;
    },
    shown: (_unit, caseRef) => {
      const row = rows.get(caseRef);
      if (row === undefined) return Promise.resolve(undefined);
      const { status, awaits, nextDue, overdue } = row;
      return Promise.resolve({ status, awaits, nextDue, overdue });
    },
    page: async (unit, caseRef, fromSeq, limit) =>
      (await journal.load(unit, caseRef, fromSeq)).slice(0, limit),
    load: (_unit, caseRef, fromSeq) => {
      assertHere(journal);
      return Promise.resolve(stepsOf(caseRef).filter(({ seq }) => seq >= fromSeq));
    },
  };
  return journal;
}

function insertOrAdopt(cases: Map<string, Step[]>, { caseRef, step }: AppendInput): AppendResult {
  const steps = cases.get(caseRef) ?? [];
  const isThere = steps.some(({ seq, commandId }) => seq >= step.seq || commandId === step.commandId);
  if (isThere) return { steps: steps.filter(({ seq }) => seq >= step.seq) };
  if (step.seq !== steps.length + 1) throw new Error('a gap in the journal');
  cases.set(caseRef, [...steps, step]);
  return { steps: [step] };
}

function assertHere(journal: MemoryJournal): void {
  if (!journal.away) return;
  journal.failed += 1;
  throw new Error('the database with its secret is away');
}
