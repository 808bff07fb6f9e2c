import type { MailRecipient, NoticeAudience, NoticeMatter } from '../domain/kernel/notice';
import type { RuleId } from '../domain/kernel/rule';
import type { LetterStanding } from '../domain/letters/wire';
import type { Awaited, CasePerson, CaseStatus } from '../domain/ports/journal.port';
import type { Instant } from '../domain/time/instant';

/** A letter out: `sending` may have gone out, `unknown` too, and nobody is at it any more (ADR 0004). */
export type OutboxState = 'waiting' | 'sending' | 'sent' | 'stopped' | 'unknown' | 'rejected';

/** Written with a request, kept by the step that names it (ADR 0005). */
export type PendingState = 'pending' | 'kept';

interface Cases {
  unit: string;
  case_ref: string;
  status: CaseStatus;
  awaits: Awaited;
  /** Since when it has waited for that one. */
  awaits_since: Instant;
  next_due: Instant | null;
  overdue: boolean;
  waits_at_reception: boolean;
  opened_at: Instant;
  changed_at: Instant;
  seq: number;
  sealed_next: Buffer;
  /** Null in a row that no step has written since the column is there. */
  sealed_supervisors: Buffer | null;
}

interface CasePeople {
  unit: string;
  case_ref: string;
  person: string;
  part: CasePerson['part'];
}

interface JournalRows {
  unit: string;
  case_ref: string;
  seq: number;
  command_id: string;
  at: Instant;
  sealed: Buffer;
}

interface Notes {
  unit: string;
  note_id: string;
  case_ref: string;
  state: PendingState;
  sealed: Buffer;
  created_at: Instant;
  command_id: string;
}

interface Vault {
  unit: string;
  person_ref: string;
  case_ref: string;
  state: PendingState;
  sealed: Buffer;
  lookup_hash: string | null;
  created_at: Instant;
  command_id: string;
}

/** A personal number, once for each unit; identities in the vault point to it. */
interface Persons {
  unit: string;
  lookup_hash: string;
  sealed_number: Buffer;
}

interface Keys {
  unit: string;
  key_id: string;
  wrapped: Buffer | null;
  destroyed_at: Instant | null;
}

interface Consents {
  unit: string;
  case_ref: string;
  consent_id: string;
  valid_until: Instant | null;
  ended_at: Instant | null;
}

/** What a letter is, its recipient and what it refers to are sealed: in the clear they would tell of the person (ADR 0021). */
interface Outbox {
  unit: string;
  letter_id: string;
  case_ref: string;
  state: OutboxState;
  sealed: Buffer;
  lease_until: Instant | null;
  fence: number;
  attempts: number;
  created_at: Instant;
  claimed_at: Instant | null;
  ended_at: Instant | null;
}

/** Whether the nth enclosure of a letter was claimed; what it is and what carries it stand in the sealed letter only (ADR 0021). */
interface OutboxCarriers {
  unit: string;
  letter_id: string;
  nth: number;
  claimed_at: Instant | null;
}

/** What a letter is and what it refers to are sealed, as in the outbox. */
interface Inbox {
  unit: string;
  from_party: string;
  letter_id: string;
  case_ref: string | null;
  received_at: Instant;
  state: LetterStanding;
  replaces: string | null;
  sealed: Buffer | null;
  /** What the letter is judged on, so that it need not be read (CON-8). */
  sealed_header: Buffer | null;
  signalled_at: Instant | null;
}

interface Idempotency {
  unit: string;
  command_id: string;
  body_hmac: string;
  person: string;
  case_ref: string;
  /** Counts updates that ended as unavailable: the next try needs another update id (ADR 0002). */
  attempt: number;
  finished: boolean;
  created_at: Instant;
}

/** What was done, its outcome and rules are sealed: in the clear they would tell of the person (ADR 0016). */
interface AccessLog {
  unit: string;
  number: number;
  at: Instant;
  who: string;
  roles: readonly string[];
  case_ref: string | null;
  request_id: string | null;
  sealed: Buffer;
  /** Null in a line from before the log was chained; such a line stands in the clear. */
  mac: Buffer | null;
}

/** The last line of each unit's log; held by whoever adds one (AUD-3). */
interface LogHeads {
  unit: string;
  number: number;
  mac: Buffer;
}

interface Notices {
  unit: string;
  notice_id: string;
  case_ref: string;
  audience: NoticeAudience;
  /** Empty for a notice to the whole audience. */
  person: string;
  matter: NoticeMatter;
  rule: RuleId;
  due_at: Instant | null;
  raised_at: Instant;
  settled_at: Instant | null;
}

/** `dropped`: it was settled, or another took its place, before it went (NTF-3). */
type NoticeMailState = 'waiting' | 'sent' | 'refused' | 'addressMissing' | 'dropped';

interface NoticeMails {
  unit: string;
  notice_id: string;
  recipient: MailRecipient;
  /** The caseworker when the notice was raised; empty for an address that belongs to a function. */
  person: string;
  case_ref: string;
  matter: NoticeMatter;
  due_at: Instant | null;
  raised_at: Instant;
  state: NoticeMailState;
  /** Counts claims; what an attempt says is believed of the latest one only. */
  attempts: number;
  /** A claim moves it beyond the attempt, so that no other begins meanwhile. */
  claimable_at: Instant;
  ended_at: Instant | null;
}

/** What became of what was asked or begun (AUD-1). */
export type AccessOutcome =
  | 'answered'
  | 'accepted'
  | 'done'
  | 'refused'
  | 'foreign'
  | 'unsigned'
  | 'begun'
  | 'notReceived'
  | Exclude<OutboxState, 'waiting' | 'sending'>;

/** Every table of the store; each has `unit`, and row-level security by it. */
export interface Tables {
  cases: Cases;
  case_people: CasePeople;
  journal: JournalRows;
  notes: Notes;
  vault: Vault;
  persons: Persons;
  keys: Keys;
  consents: Consents;
  outbox: Outbox;
  outbox_carriers: OutboxCarriers;
  inbox: Inbox;
  idempotency: Idempotency;
  access_log: AccessLog;
  log_heads: LogHeads;
  notices: Notices;
  notice_mails: NoticeMails;
}
