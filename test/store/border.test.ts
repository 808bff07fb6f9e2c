import type { Reader } from '../../domain/kernel/actor';
import { caseKeyId } from '../../security/key-ring';
import type { KeyStore } from '../../security/key-ring';
import { LOG_START } from '../../security/log-mac';
import { createKeyPages } from '../../store/key-pages';
import type { KeyPages } from '../../store/key-pages';
import { createKeyStore } from '../../store/key-store';
import { checkLog } from '../../store/log-check';
import type { Store } from '../../store/store';
import { openStore, servers } from './support/databases';
import type { TestStore } from './support/databases';
import { fill } from './support/filled';
import type { Names } from './support/filled';
import { LATER, NOW, append, step } from './support/steps';

/** A call by a unit that has nothing, with names that are another one's, and what it must answer. */
type Call = readonly [call: () => Promise<unknown>, answers: unknown];
/** One for every function; one that is missing here does not compile. */
type CallsOf<T> = { readonly [F in keyof T]: Call };
/** What goes together in one transaction is made of the others. */
type Rooms = Omit<Store, 'inOne'>;
type Calls = { readonly [R in keyof Rooms]: CallsOf<Rooms[R]> };

const none = { count: 0, oldestSeconds: 0 };
const nothingToCount = {
  ...{ waiting: [], overdue: 0, lateClock: none, lettersOut: none, lettersIn: none, mails: none },
  ...{ logLines: 0, logHeadSeconds: 0 },
};

const stranger: Reader = { person: 'anna', unit: 'north', roles: ['supervisor', 'reception', 'caseworker'] };

describe.each(servers)('the border without row security, on $server', ({ open }) => {
  let test_: TestStore;
  let tables: readonly string[];
  let sav: Names;
  let before: string;

  beforeAll(async () => {
    test_ = await openStore(open);
    const { rows } = await test_.admin.query<{ name: string }>(
      `select table_name as name from information_schema.tables
       where table_schema = 'public' and table_name not like 'kysely%' order by 1`,
    );
    tables = rows.map(({ name }) => name);
    for (const table of tables) await test_.admin.query(`alter table ${table} disable row level security`);
    sav = await fill(test_.store, 'sav');
    // Another case about the same person.
    await fill(test_.store, 'sav');
    before = await rowsOfSav();
  });

  afterAll(async () => {
    await test_.close();
  });

  /** The stranger has nothing again; its keys stay, since the ring knows them. */
  async function empty(): Promise<void> {
    for (const table of tables) {
      const units = table === 'keys' ? ['unaddressed'] : ['north', 'unaddressed'];
      await test_.admin.query(`delete from ${table} where unit = any($1)`, [units]);
    }
  }

  async function rowsOfSav(): Promise<string> {
    const all: unknown[] = [];
    for (const table of tables) {
      const { rows } = await test_.admin.query(
        `select to_jsonb(t)::text as row from ${table} t where unit = 'sav' order by 1`,
      );
      all.push([table, rows]);
    }
    return JSON.stringify(all, undefined, 1);
  }

  const failure = (call: Promise<unknown>): Promise<unknown> =>
    call.then(
      () => 'answered',
      (error: unknown) => (error as Error).name,
    );

  const unit = 'north';
  const cases = (): Pick<Calls, 'journal' | 'cases' | 'notes'> => {
    const { journal, cases, notes } = test_.store;
    const { caseRef, noteId, personRef } = sav;
    const own = step(1);
    const note = { noteId, field: 'why', text: 'of north' };
    const list = { name: 'unassigned', filter: {}, now: NOW, limit: 10 } as const;
    return {
      journal: {
        append: [() => journal.append({ ...append(caseRef, 1, { unit }), step: own }), { steps: [own] }],
        load: [() => journal.load(unit, caseRef, 1), []],
        page: [() => journal.page(unit, caseRef, 1, 10), []],
      },
      cases: {
        open: [() => cases.open(stranger, caseRef), undefined],
        worklist: [() => cases.worklist(stranger, { ...list, name: 'mine' }), { items: [] }],
        shown: [() => cases.shown(unit, caseRef), undefined],
      },
      notes: {
        keepPending: [
          () => notes.keepPending({ unit, caseRef, commandId: sav.commandId, notes: [note] }, NOW),
          undefined,
        ],
        texts: [() => notes.texts(unit, caseRef, [noteId]), new Map()],
        person: [() => notes.person(unit, caseRef, personRef), undefined],
        samePerson: [() => notes.samePerson(stranger, caseRef, personRef), []],
        sweepPending: [() => notes.sweepPending(unit, '2100-01-01T00:00:00.000Z'), 0],
      },
    };
  };

  const letters = (): Pick<Calls, 'outbox' | 'inbox'> => {
    const { outbox, inbox } = test_.store;
    const { caseRef, letterId, received } = sav;
    const name = { unit, caseRef, letterId };
    const outcome = { from: received.from, letterId: received.letterId, outcome: 'refused' } as const;
    const letter = { ...received, to: unit };
    return {
      outbox: {
        claim: [() => failure(outbox.claim(name, NOW, 60)), 'LetterUnknown'],
        finish: [() => failure(outbox.finish(name, 0, 'sent', NOW)), 'LetterUnknown'],
        markUnknown: [() => failure(outbox.markUnknown(name, NOW)), 'LetterUnknown'],
        release: [() => failure(outbox.release(name, 0, NOW)), 'LetterUnknown'],
        stateOf: [() => failure(outbox.stateOf(name)), 'LetterUnknown'],
        disclosures: [() => outbox.disclosures(unit, caseRef), []],
      },
      inbox: {
        receive: [
          () => inbox.receive({ unit, letter, receivedAt: LATER }),
          { isNew: true, receivedAt: LATER, standing: 'received' },
        ],
        waiting: [() => inbox.waiting(unit, LATER, 10), []],
        awaits: [() => inbox.awaits(unit, caseRef), false],
        caseOf: [() => inbox.caseOf(unit, received.from, received.letterId), undefined],
        markSignalled: [() => inbox.markSignalled(unit, received, caseRef, LATER), undefined],
        settle: [() => inbox.settle(unit, outcome, caseRef), undefined],
        read: [() => inbox.read(unit, received.from, received.letterId), undefined],
        header: [() => inbox.header(unit, received.from, received.letterId), undefined],
        standing: [() => inbox.standing([unit], received.from, received.letterId), undefined],
      },
    };
  };

  const rest = (): Omit<Calls, 'journal' | 'cases' | 'notes' | 'outbox' | 'inbox'> => {
    const { commands, accessLog, notices, noticeMails, figures } = test_.store;
    const { caseRef, commandId, noticeId } = sav;
    const line = {
      at: NOW,
      unit,
      who: 'anna',
      roles: [],
      action: 'x',
      outcome: 'accepted',
      rules: [],
    } as const;
    const command = { unit, caseRef, commandId, bodyMac: 'another', notes: [], line };
    const about = { noticeId, caseRef, matter: 'letterArrived', dueAt: null } as const;
    const mail = { ...about, recipient: 'caseworker', person: 'anna', attempt: 0 } as const;
    return {
      commands: {
        find: [() => commands.find(unit, commandId), undefined],
        accept: [() => commands.accept(command), 'accepted'],
        nextAttempt: [() => commands.nextAttempt(unit, commandId), undefined],
        abandon: [() => commands.abandon(unit, commandId), undefined],
      },
      accessLog: {
        write: [() => accessLog.write({ ...line, caseRef }), undefined],
        ofCase: [() => accessLog.ofCase(unit, caseRef, { limit: 10 }), { items: [] }],
      },
      notices: {
        read: [() => notices.read(stranger, { limit: 10 }), { items: [] }],
        settle: [() => notices.settle(stranger, noticeId, LATER), false],
      },
      noticeMails: {
        claim: [() => noticeMails.claim(unit, LATER, 60), undefined],
        finish: [() => noticeMails.finish(unit, mail, 'refused', LATER), undefined],
        postpone: [() => noticeMails.postpone(unit, mail, LATER), undefined],
      },
      figures: { read: [() => figures.read(unit, LATER), nothingToCount] },
    };
  };

  /** What is not the store's, and goes to the same database: of a unit that never had a key. */
  const beside = (): { keys: CallsOf<KeyStore>; keyPages: CallsOf<KeyPages>; log: Record<'check', Call> } => {
    const [keys, pages] = [createKeyStore(test_.db), createKeyPages(test_.db)];
    const [keyless, keyId] = ['unaddressed', caseKeyId(sav.caseRef)];
    const [wrapped, own] = [Buffer.from('wrapped'), Buffer.from('own')];
    const nothing = { unit, lines: 0, faults: [], end: { number: 0, mac: LOG_START } };
    return {
      keys: {
        sample: [() => keys.sample(keyless), []],
        load: [() => keys.load(keyless, keyId), undefined],
        insert: [() => keys.insert(keyless, keyId, own), own],
        destroy: [() => keys.destroy(keyless, keyId), undefined],
      },
      keyPages: {
        page: [() => pages.page(keyless, '', 100), []],
        replace: [() => savsKey(keyId).then((key) => pages.replace(keyless, key, wrapped)), false],
      },
      log: { check: [() => checkLog(test_, unit), nothing] },
    };
  };

  async function savsKey(keyId: string) {
    const key = await createKeyStore(test_.db).load('sav', keyId);
    return { keyId, wrapped: key ?? Buffer.alloc(0) };
  }

  test('CON-6, ACC-1: no function of the store answers or changes anything of another unit', async () => {
    const calls = { ...cases(), ...letters(), ...rest() } satisfies Calls;
    for (const [room, functions] of Object.entries({ ...calls, ...beside() })) {
      for (const [name, [call, answers]] of Object.entries(functions as Record<string, Call>)) {
        await empty();
        await expect(call().then((answer) => [room, name, answer])).resolves.toEqual([room, name, answers]);
        expect([room, name, await rowsOfSav()]).toEqual([room, name, before]);
      }
    }
  });

  test('CON-6: where two units use the same names, each reads its own', async () => {
    await empty();
    await fill(test_.store, unit, sav);
    const { cases: open, notes, outbox, notices, accessLog } = test_.store;
    const { caseRef, noteId, personRef } = sav;
    await expect(open.open(stranger, caseRef)).resolves.toHaveLength(1);
    await expect(notes.texts(unit, caseRef, [noteId])).resolves.toEqual(new Map([[noteId, 'of north']]));
    await expect(notes.person(unit, caseRef, personRef)).resolves.toMatchObject({ name: 'Nils' });
    await expect(outbox.disclosures(unit, caseRef)).resolves.toHaveLength(1);
    await expect(notices.read(stranger, { limit: 10 })).resolves.toMatchObject({ items: [{ caseRef }] });
    const { items } = await accessLog.ofCase(unit, caseRef, { limit: 10 });
    expect(new Set(items.map((line) => line.unit))).toEqual(new Set([unit]));
    await expect(checkLog(test_, unit)).resolves.toMatchObject({ lines: items.length, faults: [] });
    await expect(rowsOfSav()).resolves.toBe(before);
  });
});
