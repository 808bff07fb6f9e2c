import type { Step } from '../../../domain/kernel/step';
import type { Installation } from '../service/installation';

/** The journal of one case, as it lies in its unit's database. */
export interface CaseJournal {
  readonly unit: string;
  readonly caseRef: string;
  readonly steps: readonly Step[];
  readonly by: Installation;
}

/** Every journal of every installation, opened. */
export async function readJournals(installations: readonly Installation[]): Promise<readonly CaseJournal[]> {
  const all: CaseJournal[] = [];
  for (const by of installations) {
    const { admin, store } = by.witness;
    const { rows } = await admin.query<{ unit: string; case_ref: string }>(
      'select unit, case_ref from cases order by unit, case_ref',
    );
    for (const { unit, case_ref: caseRef } of rows)
      all.push({ unit, caseRef, steps: await store.journal.load(unit, caseRef, 1), by });
  }
  return all;
}
