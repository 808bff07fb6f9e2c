import { KeyAway } from '../../security/key-away';
import { caseKeyId, unitKeyId } from '../../security/key-ring';
import type { KeyRing } from '../../security/key-ring';
import type { AccessLine } from '../../store/access-log';
import { createStore } from '../../store/store';
import type { Store } from '../../store/store';
import { openStore, profile, servers } from './support/databases';
import type { TestStore } from './support/databases';
import { LATER, NOW, append, reader, someCase, unique } from './support/steps';

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

  const unitKeyOnly: KeyRing['atHand'] = (unit, keyId) =>
    keyId === unitKeyId(unit) ? test_.ring.atHand(unit, keyId) : undefined;

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

  test('AUD-1: a key that is away is told to the work itself, and what it writes about that stands', async () => {
    const caseRef = await opened();
    const before = await linesOf(caseRef);
    const away = new KeyAway('away', 'sav', caseKeyId(caseRef));
    const ring: KeyRing = { ...test_.ring, atHand: unitKeyOnly, get: () => Promise.reject(away) };
    const store = createStore({ db: test_.db, ring, profile });
    const told = await store.inOne('sav', async ({ cases, accessLog }) => {
      const error = await cases.open(anna, caseRef).catch((fault: unknown) => {
        if (!(fault instanceof KeyAway)) throw fault;
        return fault;
      });
      await accessLog.write(line(caseRef));
      return error;
    });
    expect(told).toBe(away);
    expect(await linesOf(caseRef)).toBe(before + 1);
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

  describe('a database that went back to an older state under a running process', () => {
    const cutFrom = async (caseRef: string, seq: number): Promise<void> => {
      await test_.admin.query('delete from journal where case_ref = $1 and seq >= $2', [caseRef, seq]);
    };
    const commandsSeen = async (caseRef: string) =>
      (await test_.store.cases.open(anna, caseRef))?.map(({ commandId }) => commandId);

    test('has lost the last steps: they are not told any more', async () => {
      const caseRef = await opened();
      await test_.store.journal.append(append(caseRef, 2));
      const [first] = (await commandsSeen(caseRef)) ?? [];
      await cutFrom(caseRef, 2);
      expect(await commandsSeen(caseRef)).toEqual([first]);
    });

    test('has the same command at the same place, done anew: that is what is told', async () => {
      const caseRef = await opened();
      const lost = append(caseRef, 2);
      await test_.store.journal.append(lost);
      await commandsSeen(caseRef);
      await cutFrom(caseRef, 2);
      const anew = { ...lost, step: { ...lost.step, at: LATER } };
      await test_.another().journal.append(anew);
      expect((await test_.store.cases.open(anna, caseRef))?.[1]).toMatchObject({ at: LATER });
    });

    test('went on otherwise: what stands there is told, from the place where it differs', async () => {
      const caseRef = await opened();
      await test_.store.journal.append(append(caseRef, 2));
      const [first] = (await commandsSeen(caseRef)) ?? [];
      await cutFrom(caseRef, 2);
      const others = [append(caseRef, 2), append(caseRef, 3)];
      for (const other of others) await test_.another().journal.append(other);
      expect(await commandsSeen(caseRef)).toEqual([first, ...others.map(({ step }) => step.commandId)]);
      expect(await commandsSeen(caseRef)).toHaveLength(3);
    });
  });
});
