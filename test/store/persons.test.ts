import type { Reader } from '../../domain/kernel/actor';
import type { CaseRow } from '../../domain/ports/journal.port';
import { caseKeyId } from '../../security/key-ring';
import { SealedError } from '../../security/sealed';
import { sealJson } from '../../store/sealing';
import { openStore, servers } from './support/databases';
import type { TestStore } from './support/databases';
import { LATER, NOW, append, reader, someCase, unique } from './support/steps';

// Numbers of the official test range, each used by one test.
const NUMBERS = ['199001189811', '201001189800', '200402299838', '199001789818'] as const;

describe.each(servers)('persons on $server', ({ open }) => {
  let test_: TestStore;
  beforeAll(async () => {
    test_ = await openStore(open);
  });
  afterAll(() => test_.close());

  const siv = reader('siv', 'supervisor');

  interface OfCase {
    readonly unit?: string;
    readonly row?: Partial<CaseRow>;
    readonly kept?: boolean;
  }

  /** A case about the person of that number. */
  async function caseOf(personalNumber: string, { unit = 'sav', row = {}, kept = true }: OfCase = {}) {
    const [caseRef, personRef, commandId] = [someCase(), unique('p'), unique('cmd')];
    const identity = { name: 'Nils Påhittad', personalNumber, protectedIdentity: true };
    await test_.store.notes.keepPending(
      { unit, caseRef, commandId, notes: [], person: { personRef, identity } },
      NOW,
    );
    if (kept)
      await test_.store.journal.append(
        append(caseRef, 1, { unit, row, step: { commandId, person: personRef } }),
      );
    return { caseRef, personRef, commandId };
  }

  const numbersIn = async (unit: string): Promise<readonly string[]> => {
    const { rows } = await test_.admin.query<{ lookup_hash: string }>(
      'select lookup_hash from persons where unit = $1',
      [unit],
    );
    return rows.map((row) => row.lookup_hash);
  };

  const same = (by: Reader, { caseRef, personRef }: { caseRef: string; personRef: string }) =>
    test_.store.notes.samePerson(by, caseRef, personRef);

  test('CON-10: a number stands once in a unit, under a hash that no other unit has, and each case opens it', async () => {
    const number = NUMBERS[0];
    const [one, two] = [await caseOf(number), await caseOf('19900118-9811')];
    const there = await caseOf(number, { unit: 'north' });
    const [sav, north] = [await numbersIn('sav'), await numbersIn('north')];
    expect([sav.length, north.length]).toEqual([1, 1]);
    expect(sav).not.toEqual(north);
    for (const { caseRef, personRef } of [one, two])
      await expect(test_.store.notes.person('sav', caseRef, personRef)).resolves.toMatchObject({
        personalNumber: number,
      });
    // Not by another unit's hash, nor by the row of another unit's case.
    const foreign = await test_.db.inUnit('north', (tx) =>
      tx
        .selectFrom('vault')
        .select('case_ref')
        .where('lookup_hash', 'in', [...sav])
        .execute(),
    );
    expect(foreign).toEqual([]);
    await expect(same({ ...siv, unit: 'north' }, one)).resolves.toEqual([]);
    await expect(same({ ...siv, unit: 'north' }, there)).resolves.toEqual([]);
    await expect(same(siv, one)).resolves.toEqual([two.caseRef]);
  });

  test('CON-10 ACC-2 ACC-3: who has no part in the other case is not told that there is one', async () => {
    const number = NUMBERS[1];
    const mine = await caseOf(number);
    const theirs = await caseOf(number, { row: { people: [{ person: 'bo', part: 'caseworker' }] } });
    const closed = await caseOf(number, {
      row: { people: [{ person: 'bo', part: 'standIn' }], supervisors: ['sune'] },
    });
    const stub = await caseOf(number, { row: { people: [], waitsAtReception: true } });

    await expect(same(reader('anna', 'caseworker'), theirs)).resolves.toEqual([mine.caseRef]);
    await expect(same(reader('bo', 'caseworker'), mine)).resolves.toEqual(
      [theirs.caseRef, closed.caseRef].sort(),
    );
    await expect(same(reader('rut', 'reception'), mine)).resolves.toEqual([]);
    await expect(same(siv, mine)).resolves.toEqual([theirs.caseRef, stub.caseRef].sort());
    await expect(same(reader('sune', 'supervisor'), mine)).resolves.toEqual(
      [theirs.caseRef, stub.caseRef, closed.caseRef].sort(),
    );
  });

  test('a number that no step keeps goes with the last that pointed to it, and not before', async () => {
    const number = NUMBERS[2];
    const before = (await numbersIn('sav')).length;
    const kept = await caseOf(number);
    await caseOf(number, { kept: false });
    await test_.store.notes.sweepPending('sav', LATER);
    expect((await numbersIn('sav')).length).toBe(before + 1);
    await expect(test_.store.notes.person('sav', kept.caseRef, kept.personRef)).resolves.toMatchObject({
      personalNumber: number,
    });

    await caseOf(NUMBERS[3], { kept: false });
    expect((await numbersIn('sav')).length).toBe(before + 2);
    await test_.store.notes.sweepPending('sav', LATER);
    expect((await numbersIn('sav')).length).toBe(before + 1);
  });

  test('an identity whose number is gone does not open: it is nobody without one', async () => {
    const { caseRef, personRef } = await caseOf(NUMBERS[3]);
    await test_.admin.query(
      `delete from persons using vault where persons.lookup_hash = vault.lookup_hash and person_ref = $1`,
      [personRef],
    );
    await expect(test_.store.notes.person('sav', caseRef, personRef)).rejects.toThrow(SealedError);
  });

  test('an identity from before, which holds the number itself, opens as it is', async () => {
    const { caseRef, personRef } = await caseOf(NUMBERS[0]);
    const old = { name: 'Nils Påhittad', personalNumber: NUMBERS[0], protectedIdentity: false };
    const key = await test_.ring.get('sav', caseKeyId(caseRef));
    const sealed = sealJson(key, old, { table: 'vault', unit: 'sav', owner: caseRef, id: personRef });
    await test_.admin.query('update vault set sealed = $1 where person_ref = $2', [sealed, personRef]);
    await expect(test_.store.notes.person('sav', caseRef, personRef)).resolves.toEqual(old);
  });
});
