import type { CaseRow } from '../../domain/ports/journal.port';
import { openStore, servers } from './support/databases';
import type { TestStore } from './support/databases';
import { NOW, append, reader, someCase, unique } from './support/steps';

describe.each(servers)('closed cases in the worklists on $server', ({ open }) => {
  let test_: TestStore;

  beforeAll(async () => {
    test_ = await openStore(open);
  });

  afterAll(async () => {
    await test_.close();
  });

  test('WRK-1 FUP-1: a closed case that is followed up is work still to do; another one is not', async () => {
    const person = unique('me');
    const people: CaseRow['people'] = [{ person, part: 'caseworker' }];
    const closed = async (awaits: CaseRow['awaits']) => {
      const caseRef = someCase();
      const row = { people, status: 'closed', next: 'followUp', nextDue: NOW, awaits } as const;
      await test_.store.journal.append(append(caseRef, 1, { unit: 'sav', row }));
      return caseRef;
    };
    const followed = await closed('us');
    await closed('nobody');
    for (const name of ['mine', 'dueSoon'] as const) {
      const request = { name, now: NOW, filter: {}, limit: 10 };
      const { items } = await test_.store.cases.worklist(reader(person, 'caseworker'), request);
      expect(items.map(({ caseRef, next }) => [caseRef, next])).toEqual([[followed, 'followUp']]);
    }
  });
});
