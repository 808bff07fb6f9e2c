import type { CaseRow } from '../../domain/ports/journal.port';
import type { WorklistName, WorklistRequest } from '../../store/worklists';
import { openStore, servers } from './support/databases';
import type { TestStore } from './support/databases';
import { LATER, NOW, append, event, reader, someCase, unique } from './support/steps';

describe.each(servers)('cases on $server', ({ open }) => {
  let test_: TestStore;

  beforeAll(async () => {
    test_ = await openStore(open);
  });

  afterAll(async () => {
    await test_.close();
  });

  const cases = () => test_.store.cases;

  async function opened(row: Partial<CaseRow> = {}, unit = 'sav') {
    const caseRef = someCase();
    await test_.store.journal.append(append(caseRef, 1, { unit, row }));
    return caseRef;
  }

  test('ACC-2: a case is open to its caseworker, the stand-ins and the supervisor, and to nobody else of the unit', async () => {
    const caseRef = await opened({
      people: [
        { person: 'anna', part: 'caseworker' },
        { person: 'bo', part: 'standIn' },
      ],
    });
    for (const may of [
      reader('anna', 'caseworker'),
      reader('bo', 'caseworker'),
      reader('siv', 'supervisor'),
    ]) {
      await expect(cases().open(may, caseRef)).resolves.toHaveLength(1);
    }
    for (const mayNot of [
      reader('carl', 'caseworker'),
      reader('rut', 'reception'),
      reader('lo', 'logReviewer'),
    ]) {
      await expect(cases().open(mayNot, caseRef)).resolves.toBeUndefined();
    }
  });

  test('ACC-2: reception sees what waits to be received or assigned, and no longer when it does not', async () => {
    const caseRef = await opened({ people: [], waitsAtReception: true });
    const rut = reader('rut', 'reception');
    await expect(cases().open(rut, caseRef)).resolves.toHaveLength(1);
    await test_.store.journal.append(append(caseRef, 2));
    await expect(cases().open(rut, caseRef)).resolves.toBeUndefined();
  });

  test('ACC-4: a change of the people takes effect with its step', async () => {
    const caseRef = await opened();
    await test_.store.journal.append(
      append(caseRef, 2, { row: { people: [{ person: 'bo', part: 'caseworker' }] } }),
    );
    await expect(cases().open(reader('anna', 'caseworker'), caseRef)).resolves.toBeUndefined();
    await expect(cases().open(reader('bo', 'caseworker'), caseRef)).resolves.toHaveLength(2);
  });

  test('CON-6: a case of another unit is answered as one that does not exist, also to people named in it', async () => {
    const foreign = await opened({}, 'north');
    for (const who of [reader('anna', 'caseworker'), reader('siv', 'supervisor')]) {
      await expect(cases().open(who, foreign)).resolves.toBeUndefined();
      await expect(cases().open(who, someCase())).resolves.toBeUndefined();
    }
    await expect(cases().shown('sav', foreign)).resolves.toBeUndefined();
    await expect(test_.store.journal.load('sav', foreign, 0)).resolves.toEqual([]);
  });

  describe('worklists', () => {
    const me = unique('me');
    const mine: CaseRow['people'] = [{ person: me, part: 'caseworker' }];
    const list = (
      name: WorklistName,
      differs: Partial<WorklistRequest> = {},
      who = reader(me, 'caseworker'),
    ) => cases().worklist(who, { name, filter: {}, limit: 50, now: NOW, ...differs });
    const refs = async (...args: Parameters<typeof list>) =>
      (await list(...args)).items.map(({ caseRef }) => caseRef);
    let soon = '';
    let late = '';
    let never = '';
    let closed = '';

    beforeAll(async () => {
      never = await opened({ people: mine, awaits: 'police', next: 'awaitAssessment' });
      late = await opened({ people: mine, nextDue: '2026-04-01T00:00:00.000Z', overdue: true });
      soon = await opened({ people: mine, nextDue: '2026-03-05T00:00:00.000Z', next: 'confirmReceipt' });
      closed = await opened({ people: mine, status: 'closed', awaits: 'nobody', nextDue: NOW });
    });

    test('WRK-1: mine, sorted by what is due first, with what is next and by when', async () => {
      const { items, next } = await list('mine');
      expect(items.map(({ caseRef }) => caseRef)).toEqual([soon, late, never]);
      expect(items[0]).toEqual({
        ...{ caseRef: soon, status: 'open', awaits: 'us', next: 'confirmReceipt', overdue: false },
        nextDue: '2026-03-05T00:00:00.000Z',
      });
      expect(next).toBeUndefined();
    });

    test('WRK-1: waiting for others, due within seven days, overdue', async () => {
      await expect(refs('waiting')).resolves.toEqual([never]);
      await expect(refs('dueSoon')).resolves.toEqual([soon]);
      await expect(refs('overdue')).resolves.toEqual([late]);
    });

    test('WRK-1: unassigned and our receipt, for reception and supervisor', async () => {
      const offered = await opened({
        people: [],
        status: 'offered',
        awaits: 'ourReceipt',
        waitsAtReception: true,
      });
      const waiting = await opened({ people: [], awaits: 'assignment', waitsAtReception: true });
      for (const who of [reader('rut', 'reception'), reader('siv', 'supervisor')]) {
        await expect(refs('ourReceipt', {}, who)).resolves.toContain(offered);
        await expect(refs('unassigned', {}, who)).resolves.toContain(waiting);
        await expect(refs('unassigned', {}, who)).resolves.not.toContain(offered);
      }
      await expect(refs('unassigned')).resolves.toEqual([]);
    });

    test('WRK-1: filtered by status, by whom it waits for and by date', async () => {
      await expect(refs('mine', { filter: { status: 'closed' } })).resolves.toEqual([closed]);
      await expect(refs('mine', { filter: { awaits: 'police' } })).resolves.toEqual([never]);
      await expect(refs('mine', { filter: { dueBefore: '2026-03-20T00:00:00.000Z' } })).resolves.toEqual([
        soon,
      ]);
    });

    test('WRK-1: pages follow one another without a row missing or doubled, whatever stands at their border', async () => {
      const people: CaseRow['people'] = [{ person: unique('pager'), part: 'caseworker' }];
      const who = reader(people[0]?.person ?? '', 'caseworker');
      const dues = [null, NOW, NOW, LATER, null, NOW, LATER, null];
      const all = await Promise.all(dues.map((nextDue) => opened({ people, nextDue })));
      for (const limit of [1, 2, 3]) {
        const seen: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await list('mine', { limit, ...(cursor === undefined ? {} : { cursor }) }, who);
          seen.push(...page.items.map(({ caseRef }) => caseRef));
          cursor = page.next;
        } while (cursor !== undefined);
        expect(seen).toHaveLength(all.length);
        expect(new Set(seen)).toEqual(new Set(all));
      }
    });

    test('a cursor that no list gave out is refused', async () => {
      for (const cursor of [
        'x',
        Buffer.from('[1,2]').toString('base64url'),
        Buffer.from('["a","b"]').toString('base64url'),
      ]) {
        await expect(list('mine', { cursor })).rejects.toMatchObject({ name: 'BadCursor' });
      }
    });

    test('CON-6: no list of another unit shows a case of this one', async () => {
      const names = ['mine', 'unassigned', 'ourReceipt', 'waiting', 'dueSoon', 'overdue'] as const;
      const abroad = { person: me, unit: 'north', roles: ['supervisor', 'reception'] as const };
      const seen = await Promise.all(names.map((name) => refs(name, {}, abroad)));
      expect(seen.flat()).not.toEqual(expect.arrayContaining([soon]));
    });
  });

  test('NTF-1: a notice reaches the assigned people or its audience, once, and is settled for all who see it', async () => {
    const caseRef = someCase();
    const [own, all] = [unique('n'), unique('n')];
    const notices = [
      { noticeId: own, audience: 'caseworker', matter: 'assessmentArrived', rule: 'THR-4' },
      { noticeId: all, audience: 'unit', matter: 'letterArrived', rule: 'NTF-3', dueAt: LATER },
    ] as const;
    const raise = (seq: number) =>
      test_.store.journal.append(append(caseRef, seq, { step: { events: [event({ notices })] } }));
    await raise(1);
    await raise(2);
    const ids = async (person: string, ...roles: Parameters<typeof reader>[1][]) =>
      (await test_.store.notices.read(reader(person, ...roles), { limit: 50 })).items
        .filter((notice) => notice.caseRef === caseRef)
        .map(({ noticeId }) => noticeId);
    await expect(ids('anna', 'caseworker')).resolves.toEqual([own]);
    await expect(ids('siv', 'supervisor')).resolves.toEqual([all]);
    await expect(ids('carl', 'caseworker')).resolves.toEqual([]);
    await expect(test_.store.notices.settle(reader('carl', 'caseworker'), own, NOW)).resolves.toBe(false);
    await expect(test_.store.notices.settle(reader('anna', 'caseworker'), own, NOW)).resolves.toBe(true);
    await expect(ids('anna', 'caseworker')).resolves.toEqual([]);
    await test_.store.journal.append(append(caseRef, 3, { row: { status: 'closed' } }));
    await expect(ids('siv', 'supervisor')).resolves.toEqual([]);
  });

  test('ACC-4: a notice for the caseworker follows the assignment at once', async () => {
    const caseRef = someCase();
    const notice = {
      noticeId: unique('n'),
      audience: 'caseworker',
      matter: 'assessmentArrived',
      rule: 'THR-4',
    } as const;
    const assigned = (person: string): CaseRow['people'] => [{ person, part: 'caseworker' }];
    const seenBy = async (person: string) =>
      (await test_.store.notices.read(reader(person, 'caseworker'), { limit: 50 })).items.map(
        ({ noticeId }) => noticeId,
      );
    const [first, second] = [unique('eva'), unique('frida')];
    const events = [event({ notices: [notice] })];
    await test_.store.journal.append(
      append(caseRef, 1, { row: { people: assigned(first) }, step: { events } }),
    );
    await expect(seenBy(first)).resolves.toEqual([notice.noticeId]);
    await test_.store.journal.append(append(caseRef, 2, { row: { people: assigned(second) } }));

    await expect(seenBy(first)).resolves.toEqual([]);
    await expect(seenBy(second)).resolves.toEqual([notice.noticeId]);
  });

  test('notices come in pages, the newest first', async () => {
    const people: CaseRow['people'] = [{ person: unique('dan'), part: 'caseworker' }];
    const notice = () =>
      ({ noticeId: unique('n'), audience: 'caseworker', matter: 'letterArrived', rule: 'NTF-1' }) as const;
    const [first, second] = [notice(), notice()];
    for (const [one, at] of [
      [first, NOW],
      [second, LATER],
    ] as const) {
      await test_.store.journal.append(
        append(someCase(), 1, { row: { people }, step: { at, events: [event({ notices: [one] })] } }),
      );
    }
    const dan = reader(people[0]?.person ?? '', 'caseworker');
    const page = await test_.store.notices.read(dan, { limit: 1 });
    expect(page.items).toMatchObject([{ noticeId: second.noticeId, raisedAt: LATER, dueAt: null }]);
    const rest = await test_.store.notices.read(dan, { limit: 1, cursor: page.next ?? '' });
    expect(rest).toMatchObject({ items: [{ noticeId: first.noticeId }] });
    expect(rest.next).toBeUndefined();
  });
});
