/** The database cannot be reached or gave up in between. The same call may be made again: every write of the store is idempotent. */
export class StoreAway extends Error {
  override readonly name: string = 'StoreAway';

  constructor(cause: unknown, message = 'The database is away') {
    super(message, { cause });
  }
}

/** A line of the access log could not be stored, so what it stands for was not done and is not answered (AUD-2). It may be tried again. */
export class LogNotStored extends StoreAway {
  override readonly name = 'LogNotStored';

  constructor(cause: unknown) {
    super(cause, 'The access log takes no line');
  }
}

/** The database was migrated by a newer version of the code than this one. */
export class SchemaNewer extends Error {
  override readonly name = 'SchemaNewer';

  constructor(unknown: readonly string[]) {
    const names = unknown.join(', ');
    super(
      `The database is newer than this code, which does not know its migrations ${names}. Start the version that made them, or a newer one.`,
    );
  }
}

/** The database was not migrated, or by an older version of the code. */
export class SchemaOlder extends Error {
  override readonly name = 'SchemaOlder';

  constructor(missing: readonly string[]) {
    super(
      `The database is older than this code: it lacks the migrations ${missing.join(', ')}. ` +
        'Migrate it first, with the login that owns its tables: node --import tsx store/migrate-main.ts (docs/operations.md).',
    );
  }
}

/** An id that cannot be a unit's: nothing was asked of the database. */
export class BadUnit extends Error {
  override readonly name = 'BadUnit';

  constructor() {
    super('Not the id of a unit');
  }
}

/** A statement of which it cannot be said that it stays within its unit: a fault of the code, and it was not run (CON-6, ADR 0006). */
export class BorderUnclear extends Error {
  override readonly name = 'BorderUnclear';

  constructor(what: string) {
    super(`The border does not know whose rows this is about: ${what}. Write it with the query builder.`);
  }
}

/** A page was asked for with a cursor that no list of ours gave out. */
export class BadCursor extends Error {
  override readonly name = 'BadCursor';

  constructor() {
    super('Not a cursor of this list');
  }
}

/** The step does not follow the last one of the journal: a fault of the caller, since a gap can never be filled. */
export class JournalGap extends Error {
  override readonly name = 'JournalGap';

  constructor(caseRef: string, seq: number, last: number) {
    super(`Step ${seq} of case ${caseRef} does not follow step ${last}`);
  }
}

/** The case has sent no such letter. */
export class LetterUnknown extends Error {
  override readonly name = 'LetterUnknown';

  constructor(letterId: string) {
    super(`The case has no letter ${letterId}`);
  }
}

/** The sender has too many letters that wait to be recorded; it may try again later. */
export class InboxFull extends Error {
  override readonly name = 'InboxFull';

  constructor(from: string) {
    super(`Too many letters from ${from} wait to be recorded`);
  }
}

/** What the letter encloses is not in the database any more, after a restore from a backup of before (ADR 0025). */
export class ContentLost extends Error {
  override readonly name = 'ContentLost';

  constructor(letterId: string) {
    super(`The letter ${letterId} cannot be sent: texts or an identity that it encloses are lost`);
  }
}
