import type { PartyId } from '../domain/kernel/actor';
import type { GroundsInForce } from '../domain/profile/ground';
import type { KeyRing } from '../security/key-ring';
import { createAccessLog } from './access-log';
import type { AccessLog } from './access-log';
import { createCases } from './cases';
import type { Cases } from './cases';
import type { Database } from './database';
import { createFigures } from './figures';
import type { Figures } from './figures';
import { createInbox } from './inbox';
import type { Inbox } from './inbox';
import { createCommands } from './intake-transaction';
import type { Commands } from './intake-transaction';
import { createJournal } from './journal';
import type { StoredJournal } from './journal';
import { createNotes } from './notes';
import type { Notes } from './notes';
import { createNoticeMails } from './notice-mails';
import type { NoticeMails } from './notice-mails';
import { createNotices } from './notices';
import type { Notices } from './notices';
import { createOutbox } from './outbox';
import type { Outbox } from './outbox';
import { inOneTransaction } from './one-transaction';

/** Everything that is kept of the cases of the units served; each call names its unit and sees no other (CON-6). */
export interface Store {
  readonly journal: StoredJournal;
  readonly cases: Cases;
  readonly outbox: Outbox;
  readonly inbox: Inbox;
  readonly notes: Notes;
  readonly commands: Commands;
  readonly accessLog: AccessLog;
  readonly notices: Notices;
  readonly noticeMails: NoticeMails;
  readonly figures: Figures;
  /**
   * Runs work on the cases of one unit in one transaction: a look and what is written on it, with the log line as the last. It may be
   * run more than once, so it has no other effects.
   */
  readonly inOne: <T>(unit: PartyId, work: (parts: StoreInOne) => Promise<T>) => Promise<T>;
}

/** The parts that go together in one transaction. */
export type StoreInOne = Pick<Store, 'cases' | 'commands' | 'accessLog'>;

/** What a store is made of: the database, the ring whose keys seal what it holds, and the grounds on which letters may leave (CON-5). */
export interface StoreParts {
  readonly db: Database;
  readonly ring: KeyRing;
  readonly profile: GroundsInForce;
}

/**
 * Composes the store. Besides what each method names, every one throws StoreAway while the database cannot be reached; the call may then
 * be repeated as it is.
 */
export function createStore({ db, ring, profile }: StoreParts): Store {
  return {
    journal: createJournal(db, ring),
    ...partsInOne(db, ring),
    outbox: createOutbox(db, ring, profile),
    inbox: createInbox(db, ring),
    notes: createNotes(db, ring),
    notices: createNotices(db, ring),
    noticeMails: createNoticeMails(db),
    figures: createFigures(db),
    inOne: (unit, work) =>
      inOneTransaction({ db, ring }, unit, (within) => work(partsInOne(within.db, within.ring))),
  };
}

function partsInOne(db: Pick<Database, 'inUnit'>, ring: KeyRing): StoreInOne {
  return {
    cases: createCases(db, ring),
    commands: createCommands(db, ring),
    accessLog: createAccessLog(db, ring),
  };
}
