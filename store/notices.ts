import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';

import type { Reader } from '../domain/kernel/actor';
import type { NoticeAudience, NoticeMatter } from '../domain/kernel/notice';
import type { RuleId } from '../domain/kernel/rule';
import { isInstant } from '../domain/time/instant';
import type { Instant } from '../domain/time/instant';
import { caseKeyId } from '../security/key-ring';
import { ifAway } from '../security/key-away';
import type { KeyRing } from '../security/key-ring';
import type { Database, UnitTransaction } from './database';
import { cut, readCursor } from './pages';
import type { Page, PageRequest } from './pages';
import { isOpenTo, openSupervisors } from './restricted';
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
export function createNotices(db: Database, ring: KeyRing): Notices {
  return {
    async read(reader, page) {
      const before = readCursor(page.cursor, isKey);
      const rows = await db.inUnit(reader.unit, (tx) => readNotices(tx, reader, page.limit, before));
      const { items, ...rest } = cut(rows, page.limit, ({ raisedAt, noticeId }): Key => [raisedAt, noticeId]);
      return { items: await heard(ring, reader, items), ...rest };
    },
    async settle(reader, noticeId, at) {
      const rows = await db.inUnit(reader.unit, (tx) =>
        unsettled(tx, reader).where('notice_id', '=', noticeId).execute(),
      );
      if ((await heard(ring, reader, rows)).length === 0) return false;
      return db.inUnit(reader.unit, (tx) => settle(tx, reader, noticeId, at));
    },
  };
}

type Found = NoticeRow & {
  readonly audience: NoticeAudience;
  readonly waitsAtReception: boolean;
  readonly sealedSupervisors: Buffer | null;
};

/**
 * Leaves out what is about a restricted case that the reader is not named in (ACC-3). Where no supervisor is named, every one of the unit
 * hears of it, since somebody must (NTF-3). To whom a case is open is sealed, so a page may come out shorter than was asked; while
 * the case's key is away it is not known, and its notices wait.
 */
async function heard(ring: KeyRing, reader: Reader, rows: readonly Found[]): Promise<readonly NoticeRow[]> {
  const told = await Promise.all(rows.map((row) => mayHear(ring, reader, row)));
  return rows
    .filter((_, nth) => told[nth])
    .map(({ noticeId, caseRef, matter, rule, dueAt, raisedAt }) => ({
      ...{ noticeId, caseRef, matter, rule, dueAt, raisedAt },
    }));
}

async function mayHear(ring: KeyRing, { unit, person, roles }: Reader, row: Found): Promise<boolean> {
  if (row.audience === 'caseworker' || row.waitsAtReception) return true;
  const { caseRef, sealedSupervisors } = row;
  const key = await ring.get(unit, caseKeyId(caseRef)).catch(ifAway);
  if (key === undefined) return false;
  const supervisors = openSupervisors(key, unit, caseRef, sealedSupervisors);
  if (supervisors === null) return true;
  return roles.includes('supervisor') && (supervisors.length === 0 || isOpenTo(supervisors, person));
}

async function settle(tx: UnitTransaction, reader: Reader, noticeId: string, at: Instant): Promise<boolean> {
  const settled = await tx
    .updateTable('notices')
    .set({ settled_at: at })
    .where('notice_id', '=', noticeId)
    .where('settled_at', 'is', null)
    .where((notices) => isFor(notices, reader))
    .returning('notice_id')
    .execute();
  return settled.length > 0;
}

/** The notices for a reader that nobody has settled, with what says to whom their case is open. */
function unsettled(tx: UnitTransaction, reader: Reader) {
  return tx
    .selectFrom('notices')
    .innerJoin('cases', 'cases.case_ref', 'notices.case_ref')
    .select(['notice_id as noticeId', 'notices.case_ref as caseRef', 'matter', 'rule', 'audience'])
    .select(['due_at as dueAt', 'raised_at as raisedAt'])
    .select(['waits_at_reception as waitsAtReception', 'sealed_supervisors as sealedSupervisors'])
    .distinct()
    .where('settled_at', 'is', null)
    .where((notices) => isFor(notices, reader));
}

function readNotices(
  tx: UnitTransaction,
  reader: Reader,
  limit: number,
  before: Key | undefined,
): Promise<Found[]> {
  return unsettled(tx, reader)
    .$if(before !== undefined, (query) => query.where((notices) => comesAfter(notices, before ?? ['', ''])))
    .orderBy('raised_at', 'desc')
    .orderBy('notice_id', 'desc')
    .limit(limit + 1)
    .execute();
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
