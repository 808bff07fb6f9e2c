import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';

import type { Reader } from '../domain/kernel/actor';
import type { NoticeAudience, NoticeMatter } from '../domain/kernel/notice';
import type { RuleId } from '../domain/kernel/rule';
import { isInstant } from '../domain/time/instant';
import type { Instant } from '../domain/time/instant';
import type { Database, UnitTransaction } from './database';
import { cut, readCursor } from './pages';
import type { Page, PageRequest } from './pages';
import type { Tables } from './schema';

/** A call to act as its reader sees it: a reference, what is asked and by when (NTF-1). */
export interface NoticeRow {
  readonly noticeId: string;
  readonly caseRef: string;
  readonly matter: NoticeMatter;
  readonly rule: RuleId;
  readonly dueAt: Instant | null;
  readonly raisedAt: Instant;
}

/** The notice inbox of a unit. */
export interface Notices {
  /** What the reader has not settled yet: the own notices and those of the audiences that the reader's roles belong to, newest first. */
  readonly read: (reader: Reader, page: PageRequest) => Promise<Page<NoticeRow>>;
  /** Settles a notice for all who see it with the reader; false when the reader has no such notice. */
  readonly settle: (reader: Reader, noticeId: string, at: Instant) => Promise<boolean>;
}

type Key = readonly [raisedAt: Instant, noticeId: string];

/** The notices of all units over one database. */
export function createNotices(db: Database): Notices {
  return {
    read: (reader, page) => db.inUnit(reader.unit, (tx) => readNotices(tx, reader, page)),
    settle: (reader, noticeId, at) =>
      db.inUnit(reader.unit, async (tx) => {
        const settled = await tx
          .updateTable('notices')
          .set({ settled_at: at })
          .where('notice_id', '=', noticeId)
          .where('settled_at', 'is', null)
          .where((notices) => isFor(notices, reader))
          .returning('notice_id')
          .execute();
        return settled.length > 0;
      }),
  };
}

async function readNotices(tx: UnitTransaction, reader: Reader, page: PageRequest): Promise<Page<NoticeRow>> {
  const before = readCursor(page.cursor, isKey);
  const rows = await tx
    .selectFrom('notices')
    .select([
      'notice_id as noticeId',
      'case_ref as caseRef',
      'matter',
      'rule',
      'due_at as dueAt',
      'raised_at as raisedAt',
    ])
    .distinct()
    .where('settled_at', 'is', null)
    .where((notices) => isFor(notices, reader))
    .$if(before !== undefined, (query) => query.where((notices) => comesAfter(notices, before ?? ['', ''])))
    .orderBy('raised_at', 'desc')
    .orderBy('notice_id', 'desc')
    .limit(page.limit + 1)
    .execute();
  return cut(rows, page.limit, ({ raisedAt, noticeId }): Key => [raisedAt, noticeId]);
}

/** The function address of a unit is read by those who receive for it and by its supervisors; nobody else sees that there is a case (ACC-2). */
function isFor(notices: ExpressionBuilder<Tables, 'notices'>, reader: Reader): Expression<SqlBool> {
  const isReception = reader.roles.includes('reception');
  const isSupervisor = reader.roles.includes('supervisor');
  const audiences: NoticeAudience[] = [];
  if (isReception) audiences.push('reception');
  if (isSupervisor) audiences.push('supervisor');
  if (isReception || isSupervisor) audiences.push('unit');
  // Who works with the case is asked now, not when the notice was raised (ACC-4).
  const own = notices.and([
    notices('audience', '=', 'caseworker'),
    notices.exists(
      notices
        .selectFrom('case_people')
        .select('case_people.person')
        .whereRef('case_people.case_ref', '=', 'notices.case_ref')
        .where('case_people.person', '=', reader.person),
    ),
  ]);
  if (audiences.length === 0) return own;
  return notices.or([own, notices.and([notices('person', '=', ''), notices('audience', 'in', audiences)])]);
}

function comesAfter(
  notices: ExpressionBuilder<Tables, 'notices'>,
  [raisedAt, noticeId]: Key,
): Expression<SqlBool> {
  return notices.or([
    notices('raised_at', '<', raisedAt),
    notices.and([notices('raised_at', '=', raisedAt), notices('notice_id', '<', noticeId)]),
  ]);
}

function isKey(value: unknown): value is Key {
  if (!Array.isArray(value) || value.length !== 2) return false;
  const [raisedAt, noticeId] = value as readonly unknown[];
  return typeof raisedAt === 'string' && isInstant(raisedAt) && typeof noticeId === 'string';
}
