import type { PartyId, Reader } from '../domain/kernel/actor';
import type { Step } from '../domain/kernel/step';
import type { CaseAccess, CaseRow } from '../domain/ports/journal.port';
import type { KeyRing } from '../security/key-ring';
import type { Database } from './database';
import { beyond, nothingOpened, openFurther, openedAtHand } from './opened-steps';
import type { Opened } from './opened-steps';
import { mayLook } from './sight';
import { createWorklists } from './worklists';
import type { Worklist } from './worklists';

/** What may be seen of a case without its key (ADR 0005). */
export type ShownCase = Pick<CaseRow, 'status' | 'awaits' | 'nextDue' | 'overdue'>;

/** Cases as the people of a unit meet them. */
export interface Cases extends CaseAccess {
  readonly worklist: Worklist;
  /** What search attributes are made of; for the engine, which asks for no reader. Undefined when there is no such case. */
  readonly shown: (unit: PartyId, caseRef: string) => Promise<ShownCase | undefined>;
}

/** The cases of all units over one database. */
export function createCases(db: Pick<Database, 'inUnit'>, ring: KeyRing): Cases {
  const linesFrom = (reader: Reader, caseRef: string, seq: number) =>
    db.inUnit(reader.unit, (tx) =>
      tx
        .selectFrom('cases')
        .leftJoin('journal', (join) =>
          join.onRef('journal.case_ref', '=', 'cases.case_ref').on('journal.seq', '>=', seq),
        )
        .select(['journal.seq', 'journal.sealed'])
        .where('cases.case_ref', '=', caseRef)
        .where((cases) => mayLook(cases, reader))
        .orderBy('journal.seq')
        .execute(),
    );

  async function open(reader: Reader, caseRef: string, known: Opened): Promise<readonly Step[] | undefined> {
    const rows = await linesFrom(reader, caseRef, known.steps.length);
    if (rows.length === 0) return undefined;
    const further = beyond(known, rows);
    if (further === undefined) return open(reader, caseRef, nothingOpened);
    return openFurther(ring, { unit: reader.unit, caseRef }, known, further);
  }

  return {
    /**
     * One query, the same for a case that is foreign, unknown or not the reader's: it finds no line, and no key is asked for (CON-6, ACC-2).
     * What is known of the case is read from its last line on, so that it is seen whether that one still stands.
     */
    open: (reader, caseRef) => open(reader, caseRef, openedAtHand(ring, { unit: reader.unit, caseRef })),
    worklist: createWorklists(db, ring),
    shown: (unit, caseRef) =>
      db.inUnit(unit, (tx) =>
        tx
          .selectFrom('cases')
          .select(['status', 'awaits', 'next_due as nextDue', 'overdue'])
          .where('case_ref', '=', caseRef)
          .executeTakeFirst(),
      ),
  };
}
