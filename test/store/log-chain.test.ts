import { createHmac, createSecretKey, randomBytes } from 'node:crypto';

import { checkLog } from '../../store/log-check';
import { openLog } from '../../store/log-writer';
import type { LogEnd, LogFault } from '../../store/log-walk';
import { openStore, servers } from './support/databases';
import type { TestStore } from './support/databases';
import { NOW, someCase, unique } from './support/steps';

const LINES = 9;

describe.each(servers)('AUD-3: the log of a unit is a chain, on $server', ({ open }) => {
  let test_: TestStore;
  let caseRef: string;

  const line = (nth: number) => ({
    ...{ at: NOW, unit: 'sav', who: `s-${nth}`, roles: ['caseworker'], caseRef, action: 'readCase' },
    ...({ outcome: 'answered', rules: ['ACC-2'], requestId: unique('r') } as const),
  });

  beforeAll(async () => {
    test_ = await openStore(open);
    caseRef = someCase();
    for (let nth = 1; nth <= LINES; nth += 1) await test_.store.accessLog.write(line(nth));
    await test_.store.accessLog.write({ ...line(1), unit: 'north' });
    for (const table of ['access_log', 'log_heads']) {
      await test_.admin.query(`create table kept_${table} as select * from ${table}`);
    }
  });

  afterEach(async () => {
    for (const table of ['access_log', 'log_heads']) {
      await test_.admin.query(`delete from ${table}`);
      await test_.admin.query(`insert into ${table} select * from kept_${table}`);
    }
  });

  afterAll(async () => {
    await test_.close();
  });

  /** Who can write everything in the database, and has no key. */
  async function attack(...statements: readonly string[]) {
    for (const statement of statements) await test_.admin.query(statement);
  }

  const check = (exported?: LogEnd, unit = 'sav') => checkLog(test_, unit, exported);
  const faultsOf = async (exported?: LogEnd) => (await check(exported)).faults;
  const fault = (kind: LogFault['kind'], from: number, to = from): LogFault => ({ kind, from, to });

  /** Lines from `from` on get the number `by` higher, as if nothing were missing or new. */
  const renumber = (from: number, by: number): readonly string[] => [
    `update access_log set number = number + 1000 where unit = 'sav' and number >= ${from}`,
    `update access_log set number = number - 1000 + ${by} where unit = 'sav' and number >= 1000`,
    `update log_heads set number = number + ${by} where unit = 'sav'`,
  ];

  test('a sound log has no faults, also with its own end as the exported head', async () => {
    const { end, ...report } = await check();
    expect(report).toEqual({ unit: 'sav', lines: LINES, faults: [] });
    expect(end.number).toBe(LINES);
    expect(await faultsOf(end)).toEqual([]);
    expect((await check(undefined, 'north')).lines).toBe(1);
    expect(await check(undefined, 'unaddressed')).toMatchObject({ lines: 0, faults: [] });
  });

  test.each([
    ['at', `at + interval '1 second'`],
    ['at', `'infinity'`],
    ['who', `'s-9'`],
    ['roles', `array['supervisor']`],
    ['case_ref', `'${someCase()}'`],
    ['case_ref', 'null'],
    ['request_id', 'null'],
    ['sealed', `set_byte(sealed, 20, (get_byte(sealed, 20) + 1) % 256)`],
  ])('one line of which %s was changed to %s is found', async (column, value) => {
    await attack(`update access_log set ${column} = ${value} where unit = 'sav' and number = 4`);
    expect(await faultsOf()).toEqual([fault('changed', 4)]);
  });

  const middle: readonly (readonly [string, readonly string[], readonly LogFault[]])[] = [
    [
      'one line whose code was changed',
      [`update access_log set mac = decode(repeat('ab', 32), 'hex') where unit = 'sav' and number = 4`],
      [fault('changed', 4, 5)],
    ],
    [
      'one line without its code',
      [`update access_log set mac = null where unit = 'sav' and number = 4`],
      [fault('unchained', 4), fault('changed', 5)],
    ],
    [
      'one line given to another unit',
      [`update access_log set unit = 'north', number = 77 where unit = 'sav' and number = 4`],
      [fault('missing', 4)],
    ],
    ['one line deleted', [`delete from access_log where unit = 'sav' and number = 4`], [fault('missing', 4)]],
    [
      'one line deleted and the rest numbered anew',
      [`delete from access_log where unit = 'sav' and number = 4`, ...renumber(5, -1)],
      [fault('changed', 4)],
    ],
    [
      'one line inserted',
      [
        ...renumber(5, 1),
        `insert into access_log select * from jsonb_populate_record(null::access_log,
           (select to_jsonb(l) || '{"number": 5}' from access_log l where unit = 'sav' and number = 2))`,
      ],
      [fault('changed', 5, 6)],
    ],
    [
      'one line inserted before the first',
      [
        `insert into access_log select * from jsonb_populate_record(null::access_log,
           (select to_jsonb(l) || '{"number": 0}' from access_log l where unit = 'sav' and number = 2))`,
      ],
      [fault('misplaced', 0)],
    ],
    [
      'one line put at the end',
      [
        `insert into access_log select * from jsonb_populate_record(null::access_log,
           (select to_jsonb(l) || '{"number": 10}' from access_log l where unit = 'sav' and number = 2))`,
      ],
      [fault('changed', 10), fault('beyond', 10)],
    ],
    [
      'two lines swapped',
      [
        `update access_log set number = 1004 where unit = 'sav' and number = 4`,
        `update access_log set number = 4 where unit = 'sav' and number = 5`,
        `update access_log set number = 5 where unit = 'sav' and number = 1004`,
      ],
      [fault('changed', 4, 6)],
    ],
    ['the tail cut', [`delete from access_log where unit = 'sav' and number > 7`], [fault('cut', 8, 9)]],
    [
      'the row of the last line gone',
      [`delete from log_heads where unit = 'sav'`],
      [fault('headChanged', LINES)],
    ],
    [
      'the row of the last line changed',
      [`update log_heads set mac = decode(repeat('ab', 32), 'hex') where unit = 'sav'`],
      [fault('headChanged', LINES)],
    ],
  ];

  test.each(middle)('%s: found, and where', async (_what, statements, faults) => {
    await attack(...statements);
    expect(await faultsOf()).toEqual(faults);
    expect((await check(undefined, 'north')).faults.filter(({ kind }) => kind === 'changed')).toEqual([]);
  });

  test('a tail that was cut without a trace is found with an exported head, and only with it', async () => {
    const { end } = await check();
    await attack(
      `delete from access_log where unit = 'sav' and number > 7`,
      `update log_heads set (number, mac) = (select number, mac from access_log where unit = 'sav' and number = 7)
       where unit = 'sav'`,
    );
    expect(await faultsOf()).toEqual([]);
    expect(await faultsOf(end)).toEqual([fault('cut', 8, 9)]);
  });

  test('lines that even the keys’ owner wrote in place of others are found with an exported head', async () => {
    const { end } = await check();
    await attack(
      `delete from access_log where unit = 'sav' and number > 7`,
      `update log_heads set (number, mac) = (select number, mac from access_log where unit = 'sav' and number = 7)
       where unit = 'sav'`,
    );
    for (const nth of [1, 2, 3]) await test_.store.accessLog.write(line(nth));
    expect(await faultsOf()).toEqual([]);
    expect(await faultsOf(end)).toEqual([fault('rewritten', LINES)]);
  });

  test('a log that was emptied and begun anew is found with an exported head', async () => {
    const { end } = await check();
    await attack('delete from access_log', 'delete from log_heads');
    expect(await faultsOf(end)).toEqual([fault('cut', 1, LINES)]);
    for (let nth = 1; nth <= LINES; nth += 1) await test_.store.accessLog.write(line(nth));
    expect(await faultsOf(end)).toEqual([fault('rewritten', LINES)]);
  });

  test('a chain made anew by one who has the database and guesses at the key is found from its first line on', async () => {
    await attack(`update access_log set who = 'nobody' where unit = 'sav' and number = 2`);
    const { rows } = await test_.admin.query<{ number: number; text: string }>(
      `select number, to_jsonb(l)::text as text from access_log l where unit = 'sav' order by number`,
    );
    let before = Buffer.alloc(32);
    for (const { number, text } of rows) {
      before = createHmac('sha256', 'guessed').update(before).update(text).digest();
      const set = `mac = decode('${before.toString('hex')}', 'hex') where unit = 'sav'`;
      await attack(`update access_log set ${set} and number = ${number}`, `update log_heads set ${set}`);
    }
    expect(await faultsOf()).toEqual([fault('changed', 1, LINES)]);
  });

  test('lines made to look as if from before the chain are found, also after the service has gone on', async () => {
    await attack(
      `update access_log set mac = null where unit = 'sav'`,
      `update log_heads set mac = decode(repeat('00', 32), 'hex') where unit = 'sav'`,
    );
    expect(await faultsOf()).toEqual([fault('unchained', 1, LINES)]);
    await test_.store.accessLog.write(line(1));
    expect(await faultsOf()).toEqual([fault('unchained', 1, LINES)]);
  });

  test('a number that two lines have is found, also where two pages of the check meet', async () => {
    const log = await openLog(test_.ring, 'sav');
    const many = Array.from({ length: 2_000 }, (_, nth) => line(nth));
    await test_.db.inUnit('sav', (tx) => log.write(tx, ...many));
    await attack('alter table access_log drop constraint access_log_pkey');
    for (const number of [3, 2_000]) {
      const copy = `insert into access_log select * from access_log where unit = 'sav' and number = ${number}`;
      await attack(copy);
      expect((await faultsOf()).map(({ kind }) => kind)).toContain('misplaced');
      await attack(`delete from access_log where ctid in (select max(ctid) from access_log
        where unit = 'sav' group by number having count(*) > 1)`);
      expect(await faultsOf()).toEqual([]);
    }
    await attack('alter table access_log add primary key (unit, number)');
  });

  test('a log without the key of its unit cannot be checked, which is not the same as sound', async () => {
    const foreign = {
      ...test_,
      ring: { ...test_.ring, get: () => Promise.resolve(createSecretKey(randomBytes(32))) },
    };
    expect((await checkLog(foreign, 'sav')).faults).toEqual([fault('changed', 1, LINES)]);
    const none = { ...test_.ring, get: () => Promise.reject(new Error('no key')) };
    await expect(checkLog({ ...test_, ring: none }, 'sav')).rejects.toThrow('no key');
  });
});
