import type { Pool } from 'pg';

import { connect } from '../../store/database';
import { migrate } from '../../store/migrate';
import { openStore, servers } from './support/databases';
import type { TestStore } from './support/databases';
import {
  NOW,
  append,
  byConsent,
  enclosure,
  event,
  letter,
  someCase,
  stands,
  unique,
  wireLetter,
} from './support/steps';

describe.each(servers)('the database on $server', ({ open }) => {
  let test_: TestStore;

  beforeAll(async () => {
    test_ = await openStore(open);
  });

  afterAll(async () => {
    await test_.close();
  });

  test('is migrated once, however often and by however many at once', async () => {
    await migrate(test_.url);
    await Promise.all([1, 2, 3].map(() => migrate(test_.url)));
    await expect(test_.db.check()).resolves.toBeUndefined();
  });

  test('an empty database is migrated by several at once, and checked before', async () => {
    const empty = await open();
    const db = connect(empty.url, { max: 1 });
    await expect(db.check()).rejects.toMatchObject({ name: 'SchemaOlder' });
    await Promise.all([1, 2, 3].map(() => migrate(empty.url)));
    await expect(db.check()).resolves.toBeUndefined();
    await db.close();
    await empty.close();
  });

  test('one that is newer than the code is not touched, and says so', async () => {
    await test_.admin.query(`insert into kysely_migration (name, timestamp) values ('9999-later', 'x')`);
    await expect(migrate(test_.url)).rejects.toThrow(/newer than this code.*9999-later/);
    await expect(test_.db.check()).rejects.toMatchObject({ name: 'SchemaNewer' });
    await test_.admin.query(`delete from kysely_migration where name = '9999-later'`);
  });

  test('that is away is told apart from a fault', async () => {
    const nowhere = connect('postgres://postgres@127.0.0.1:1/postgres', { max: 1 });
    await expect(nowhere.inUnit('sav', () => Promise.resolve())).rejects.toMatchObject({ name: 'StoreAway' });
    await nowhere.close();
    const fault = test_.db.inUnit('sav', () => Promise.reject(new Error('a fault of ours')));
    await expect(fault).rejects.toThrow('a fault of ours');
  });

  test('no plain column and no byte of a sealed one holds a narrative, a name, a number or a fact', async () => {
    const marker = (nth: number) => `Marker${nth}Word`;
    const caseRef = someCase();
    const commandId = unique('cmd');
    const [noteId, personRef] = [unique('n'), unique('p')];
    const identity = { name: marker(1), personalNumber: '198702022384', protectedIdentity: true };
    await test_.store.commands.accept({
      ...{ unit: 'sav', caseRef, commandId, bodyMac: 'mac', person: { personRef, identity } },
      notes: [{ noteId, field: marker(2), text: marker(3) }],
      line: { at: NOW, unit: 'sav', who: 'anna', roles: [], action: 'x', outcome: 'accepted', rules: [] },
    });
    const sent = letter(
      [enclosure(marker(4), byConsent('k1'), { facts: { level: marker(5) }, person: personRef })],
      { facts: { of: marker(6) } },
    );
    const happened = { ...event({ letters: [sent] }), level: marker(7), type: marker(8) };
    await test_.store.journal.append(
      append(caseRef, 1, {
        ledger: [stands('k1')],
        row: { next: marker(9) },
        step: { commandId, person: personRef, events: [happened] },
      }),
    );
    const text = { field: 'grounds', text: marker(11) };
    await test_.store.inbox.receive({
      unit: 'sav',
      letter: wireLetter({ facts: { level: marker(10) }, texts: [text] }),
      receivedAt: NOW,
    });
    await test_.store.outbox.claim({ unit: 'sav', caseRef, letterId: sent.letterId }, NOW, 60);

    const dump = await everything(test_.admin);
    expect(dump).toContain(caseRef);
    for (const word of ['Marker', '19870202', '8702022384']) expect(dump).not.toContain(word);
  });
});

/** Every row of every table as text, with what is binary as characters. */
async function everything(admin: Pool): Promise<string> {
  const tables = await admin.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public'`,
  );
  let dump = '';
  for (const { name } of tables.rows) {
    const { rows } = await admin.query<Record<string, unknown>>(`select * from ${name}`);
    for (const row of rows) {
      const values = Object.values(row).map((value) =>
        Buffer.isBuffer(value) ? value.toString('latin1') : JSON.stringify(value),
      );
      dump += `${values.join(' ')}\n`;
    }
  }
  return dump;
}
