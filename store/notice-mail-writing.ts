import { mailedTo } from '../domain/kernel/notice';
import type { MailRecipient, Notice } from '../domain/kernel/notice';
import type { CasePerson } from '../domain/ports/journal.port';
import type { Writing } from './writing';

/** Whose mail it is; the person is empty for an address that belongs to a function. */
interface Addressed {
  readonly recipient: MailRecipient;
  readonly person: string;
}

/**
 * Writes down what is to be mailed of a step's notices, in the step's own transaction: one for each recipient and matter (NTF-2). What
 * the clock raises is an occasion of its own each time, such as the daily word of what is overdue (THR-3); on any other matter
 * no second mail goes to a recipient while the first one stands.
 */
export async function writeMails(writing: Writing, notices: readonly Notice[]): Promise<void> {
  const { tx, input } = writing;
  const { unit, caseRef, step, row } = input;
  const told = new Set(step.actor.kind === 'clock' ? [] : await standing(writing));
  const rows = notices.flatMap((notice) =>
    addressed(notice, row.people)
      .filter((to) => isFirst(told, nameOf({ ...to, matter: notice.matter })))
      .map((to) => ({
        ...{ unit, notice_id: notice.noticeId, case_ref: caseRef, matter: notice.matter, ...to },
        ...{ due_at: notice.dueAt ?? null, raised_at: step.at, claimable_at: step.at },
        ...{ state: 'waiting' as const, attempts: 0, ended_at: null },
      })),
  );
  if (rows.length === 0) return;
  await tx
    .insertInto('notice_mails')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Mails that went or are to go, and whose notices nobody has settled. */
async function standing({ tx, input: { caseRef } }: Writing): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('notice_mails')
    .innerJoin('notices', 'notices.notice_id', 'notice_mails.notice_id')
    .select(['notice_mails.recipient', 'notice_mails.person', 'notice_mails.matter'])
    .distinct()
    .where('notice_mails.case_ref', '=', caseRef)
    .where('notice_mails.state', 'in', ['waiting', 'sent'])
    .where('notices.settled_at', 'is', null)
    .execute();
  return rows.map(nameOf);
}

function nameOf({ recipient, person, matter }: Addressed & Pick<Notice, 'matter'>): string {
  return [matter, recipient, person].join(' ');
}

function isFirst(told: Set<string>, name: string): boolean {
  if (told.has(name)) return false;
  told.add(name);
  return true;
}

function addressed({ audience }: Notice, people: readonly CasePerson[]): readonly Addressed[] {
  const caseworker = people.find(({ part }) => part === 'caseworker')?.person;
  return mailedTo(audience)
    .map((recipient) => ({ recipient, person: recipient === 'caseworker' ? caseworker : '' }))
    .filter((to): to is Addressed => to.person !== undefined);
}
