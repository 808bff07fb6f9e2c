import { sql } from 'kysely';

import type { UnitTransaction } from '../../store/database';
import { openStore, servers } from './support/databases';
import type { TestStore } from './support/databases';
import { someCase } from './support/steps';

describe.each(servers)('statements whose border is unclear, on $server', ({ open }) => {
  let test_: TestStore;

  beforeAll(async () => {
    test_ = await openStore(open);
  });

  afterAll(async () => {
    await test_.close();
  });

  const unit = 'north';
  const caseRef = someCase();
  const person = (of: string) => ({ unit: of, case_ref: caseRef, person: 'x', part: 'standIn' }) as const;
  const statements: Readonly<Record<string, (tx: UnitTransaction) => Promise<unknown>>> = {
    'raw SQL that names a table': (tx) => sql`select * from cases`.execute(tx),
    'raw SQL inside a query': (tx) =>
      tx
        .selectFrom('keys')
        .select(sql`(select max(person) from case_people)`.as('p'))
        .execute(),
    'a row of another unit': (tx) => tx.insertInto('case_people').values(person('sav')).execute(),
    'one such row of two': (tx) =>
      tx
        .insertInto('case_people')
        .values([person(unit), person('sav')])
        .execute(),
    'rows from a query': (tx) =>
      tx
        .insertInto('case_people')
        .columns(['unit', 'case_ref', 'person', 'part'])
        .expression(tx.selectFrom('case_people').select(['unit', 'case_ref', 'person', 'part']))
        .execute(),
    'a row that moves to another unit': (tx) => tx.updateTable('cases').set({ unit: 'sav' }).execute(),
    'a join that keeps rows of the other side': (tx) =>
      tx.selectFrom('cases').rightJoin('keys', 'keys.unit', 'cases.unit').select('key_id').execute(),
    'a merge': (tx) =>
      tx
        .mergeInto('cases')
        .using('keys', 'keys.unit', 'cases.unit')
        .whenMatched()
        .thenUpdateSet({ seq: 9 })
        .execute(),
  };

  test.each(Object.keys(statements))(
    'ADR 0006: a statement whose border is unclear is not run: %s',
    async (name) => {
      const running = test_.db.inUnit(unit, (tx) => statements[name]?.(tx) ?? Promise.resolve());
      await expect(running).rejects.toMatchObject({ name: 'BorderUnclear' });
    },
  );
});
