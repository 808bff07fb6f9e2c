import { sql } from 'kysely';
import type { ExpressionBuilder } from 'kysely';

import type { PartyId } from '../domain/kernel/actor';
import type { Awaited } from '../domain/ports/journal.port';
import { plusSeconds, toMs } from '../domain/time/instant';
import type { Instant } from '../domain/time/instant';
import type { Database, UnitTransaction } from './database';
import type { Tables } from './schema';

/** How long a case has waited for the same party, at least so many days. */
const waitingDays = [0, 1, 7, 14] as const;

/** Cases that wait for a party, by how long they have. */
export interface WaitingCases {
  readonly awaits: Exclude<Awaited, 'nobody'>;
  /** One of {@link waitingDays}: the longest that it has been. */
  readonly days: number;
  readonly count: number;
}

/** Something that is to be dealt with: how much of it there is, and how old the oldest is. */
export interface Backlog {
  readonly count: number;
  readonly oldestSeconds: number;
}

/** How one unit stands, in counts and ages: nothing of any case (ADR 0026). */
export interface UnitFigures {
  readonly waiting: readonly WaitingCases[];
  readonly overdue: number;
  /** Cases whose next deadline has passed, and whose clock has not acted on it; by how long. */
  readonly lateClock: Backlog;
  readonly lettersOut: Backlog;
  readonly lettersIn: Backlog;
  readonly mails: Backlog;
  /** Lines of the log: a number that only ever grows (AUD-3). */
  readonly logLines: number;
  readonly logHeadSeconds: number;
}

/** How units stand. */
export interface Figures {
  /** Counts the unit's rows, in one transaction of two statements. */
  readonly read: (unit: PartyId, now: Instant) => Promise<UnitFigures>;
}

const DAY_SECONDS = 24 * 3600;

/** The figures over one database. */
export function createFigures(db: Pick<Database, 'inUnit'>): Figures {
  return {
    read: (unit, now) =>
      db.inUnit(unit, async (tx) => {
        const waiting = await readWaiting(tx, now);
        return { waiting, ...(await readRest(tx, now)) };
      }),
  };
}

async function readWaiting(tx: UnitTransaction, now: Instant): Promise<readonly WaitingCases[]> {
  const rows = await tx
    .selectFrom('cases')
    .select((cases) => ['awaits', daysOf(cases, now).as('days'), cases.fn.countAll<string>().as('count')])
    .where('awaits', '<>', 'nobody')
    .groupBy(['awaits', 'days'])
    .execute();
  return rows.map(({ awaits, days, count }) => ({
    awaits: awaits as WaitingCases['awaits'],
    days,
    count: Number(count),
  }));
}

/** The longest of {@link waitingDays} that a case has waited. */
function daysOf(cases: ExpressionBuilder<Tables, 'cases'>, now: Instant) {
  const since = (days: number): Instant => plusSeconds(now, -days * DAY_SECONDS);
  const [, day, week, fortnight] = waitingDays;
  return cases
    .case()
    .when('awaits_since', '<=', since(fortnight))
    .then(sql.lit(fortnight))
    .when('awaits_since', '<=', since(week))
    .then(sql.lit(week))
    .when('awaits_since', '<=', since(day))
    .then(sql.lit(day))
    .else(sql.lit(0))
    .end();
}

async function readRest(tx: UnitTransaction, now: Instant): Promise<Omit<UnitFigures, 'waiting'>> {
  const late = sql<string>`count(*) filter (where next_due < ${now})`;
  const row = await tx
    .selectNoFrom((all) => [
      all
        .selectFrom('cases')
        .select(sql<string>`count(*)`.as('n'))
        .where('overdue', '=', true)
        .as('overdue'),
      all.selectFrom('cases').select(late.as('n')).as('late'),
      all
        .selectFrom('cases')
        .select((cases) => cases.fn.min('next_due').as('at'))
        .as('late_since'),
      openLetters(all)
        .select(sql<string>`count(*)`.as('n'))
        .as('out'),
      openLetters(all)
        .select((outbox) => outbox.fn.min('created_at').as('at'))
        .as('out_since'),
      waitingLetters(all)
        .select(sql<string>`count(*)`.as('n'))
        .as('in'),
      waitingLetters(all)
        .select((inbox) => inbox.fn.min('received_at').as('at'))
        .as('in_since'),
      waitingMails(all)
        .select(sql<string>`count(*)`.as('n'))
        .as('mails'),
      waitingMails(all)
        .select((mails) => mails.fn.min('raised_at').as('at'))
        .as('mails_since'),
      lastLine(all).select('number').as('log_lines'),
      lastLine(all).select('at').as('log_at'),
    ])
    .executeTakeFirstOrThrow();
  const age = ageAt(now);
  return {
    overdue: Number(row.overdue),
    lateClock: { count: Number(row.late), oldestSeconds: age(row.late_since) },
    lettersOut: { count: Number(row.out), oldestSeconds: age(row.out_since) },
    lettersIn: { count: Number(row.in), oldestSeconds: age(row.in_since) },
    mails: { count: Number(row.mails), oldestSeconds: age(row.mails_since) },
    logLines: row.log_lines ?? 0,
    logHeadSeconds: age(row.log_at),
  };
}

type All = ExpressionBuilder<Tables, never>;

const openLetters = (all: All) =>
  all.selectFrom('outbox').where('state', 'in', ['waiting', 'sending', 'unknown']);

const waitingLetters = (all: All) => all.selectFrom('inbox').where('state', '=', 'received');

const waitingMails = (all: All) => all.selectFrom('notice_mails').where('state', '=', 'waiting');

const lastLine = (all: All) => all.selectFrom('access_log').orderBy('number', 'desc').limit(1);

/** Seconds from an instant until now; 0 where there is none, or it is to come. */
function ageAt(now: Instant): (since: Instant | null) => number {
  return (since) => (since === null ? 0 : Math.max(0, toMs(now) - toMs(since)) / 1000);
}
