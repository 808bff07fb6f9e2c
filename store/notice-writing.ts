import type { Notice } from '../domain/kernel/notice';
import { writeMails } from './notice-mail-writing';
import type { Writing } from './writing';

/**
 * Raises the notices of a step: one for each assigned person, or one for the audience (NTF-1). Where nobody is assigned yet, what is meant
 * for the caseworker goes to the unit. What the case asks no more is settled first, and all of it when the case closes (NTF-3).
 */
export async function writeNotices(writing: Writing, closes: boolean): Promise<void> {
  const { tx, input } = writing;
  const { unit, caseRef, step } = input;
  await settleNotices(writing, closes);
  const notices = step.events.flatMap((event) => event.notices ?? []);
  if (notices.length === 0) return;
  const rows = notices.flatMap((notice) =>
    addressees(writing, notice).map((to) => ({
      unit,
      notice_id: notice.noticeId,
      case_ref: caseRef,
      ...to,
      matter: notice.matter,
      rule: notice.rule,
      due_at: notice.dueAt ?? null,
      raised_at: step.at,
      settled_at: null,
    })),
  );
  await writeMails(writing, notices);
  await tx
    .insertInto('notices')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function settleNotices({ tx, input: { caseRef, step, row } }: Writing, closes: boolean): Promise<void> {
  if (!closes && row.settled.length === 0) return;
  await tx
    .updateTable('notices')
    .set({ settled_at: step.at })
    .where('case_ref', '=', caseRef)
    .where('settled_at', 'is', null)
    .$if(!closes, (query) => query.where('matter', 'in', row.settled))
    .execute();
}

interface Addressee {
  readonly audience: Notice['audience'];
  readonly person: string;
}

function addressees({ input: { row } }: Writing, { audience }: Notice): readonly Addressee[] {
  if (audience !== 'caseworker') return [{ audience, person: '' }];
  if (row.people.length === 0) return [{ audience: 'unit', person: '' }];
  return row.people.map(({ person }) => ({ audience, person }));
}
