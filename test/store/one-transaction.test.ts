import { caseKeyId } from '../../security/key-ring';
import type { AccessLine } from '../../store/access-log';
import type { Store } from '../../store/store';
import { openStore, servers } from './support/databases';
import type { TestStore } from './support/databases';
import { NOW, append, reader, someCase, unique } from './support/steps';

describe.each(servers)('a look and what is written on it, in one transaction, on $server', ({ open }) => {
  let test_: TestStore;
  const anna = reader('anna', 'caseworker');

  beforeAll(async () => {
    test_ = await openStore(open);
  });

  afterAll(async () => {
    await test_.close();
  });

  const line = (caseRef: string): AccessLine => ({
    ...{ at: NOW, unit: 'sav', who: 'anna', roles: [], caseRef, action: 'x', rules: [] },
    outcome: 'accepted',
  });

  async function opened(store: Store = test_.store): Promise<string> {
    const caseRef = someCase();
    await store.journal.append(append(caseRef, 1));
    return caseRef;
  }

  const linesOf = async (caseRef: string): Promise<number> =>
    (await test_.store.accessLog.ofCase('sav', caseRef, { limit: 10 })).items.length;

  test('AUD-2: where the work fails, nothing that was written on the way stands', async () => {
    const caseRef = await opened();
    const before = await linesOf(caseRef);
    const work = test_.store.inOne('sav', async ({ accessLog }) => {
      await accessLog.write(line(caseRef));
      throw new Error('fails');
    });
    await expect(work).rejects.toThrow('fails');
    expect(await linesOf(caseRef)).toBe(before);
  });

  test('a key that is not in memory is fetched, and the work begun anew leaves its traces once', async () => {
    const caseRef = await opened();
    const before = await linesOf(caseRef);
    const commandId = unique('cmd');
    let begun = 0;
    const steps = await test_.another().inOne('sav', async ({ cases, commands }) => {
      begun += 1;
      const notes = [{ noteId: unique('n'), field: 'why', text: 'Invented.' }];
      await commands.accept({ unit: 'sav', caseRef, commandId, bodyMac: 'm', notes, line: line(caseRef) });
      return cases.open(anna, caseRef);
    });
    expect(steps).toHaveLength(1);
    expect(begun).toBeGreaterThan(1);
    expect(await linesOf(caseRef)).toBe(before + 1);
  });

  test('CON-6: for a case that is not the reader’s no key is fetched', async () => {
    const caseRef = await opened();
    const other = test_.another();
    let begun = 0;
    const seen = await other.inOne('sav', ({ cases }) => {
      begun += 1;
      return cases.open(reader('carl', 'caseworker'), caseRef);
    });
    expect([seen, begun]).toEqual([undefined, 1]);
  });

  test('steps that were opened once are known as long as the case’s key is, and what came since is found', async () => {
    const caseRef = await opened();
    const first = await test_.store.cases.open(anna, caseRef);
    await test_.another().journal.append(append(caseRef, 2));
    const second = await test_.store.cases.open(anna, caseRef);
    expect(second?.map(({ seq }) => seq)).toEqual([1, 2]);
    expect(second?.[0]).toBe(first?.[0]);
    await test_.ring.destroy('sav', caseKeyId(caseRef));
    await expect(test_.store.cases.open(anna, caseRef)).rejects.toThrow('There is no key');
  });
});
