import type { AccessLine } from '../../store/access-log';
import { caseKeyId } from '../../security/key-ring';
import { StoreAway } from '../../store/errors';
import { checkLog } from '../../store/log-check';
import { openStore, servers } from './support/databases';
import type { TestStore } from './support/databases';
import { LATER, NOW, append, byGround, enclosure, event, letter, someCase, unique } from './support/steps';

describe.each(servers)('writing to the log, on $server', ({ open }) => {
  let test_: TestStore;

  beforeAll(async () => {
    test_ = await openStore(open);
  });

  afterAll(async () => {
    await test_.close();
  });

  const line = (differs: Partial<AccessLine> = {}): AccessLine => ({
    ...{ at: NOW, unit: 'sav', who: 'anna', roles: ['caseworker'], action: 'readCase', outcome: 'answered' },
    rules: [],
    ...differs,
  });

  const command = (caseRef: string) => ({
    ...{ unit: 'sav', caseRef, commandId: unique('cmd'), bodyMac: 'mac', notes: [], line: line({ caseRef }) },
  });

  /** As callers do who find no connection free in time. */
  const patiently = async <T>(call: () => Promise<T>): Promise<T> =>
    call().catch((error: unknown) => {
      if (error instanceof StoreAway) return patiently(call);
      throw error;
    });

  const check = () => checkLog(test_, 'sav');

  test('AUD-3: a hundred writers at once, of two processes and many cases, make one sound chain', async () => {
    const { lines } = await check();
    const stores = [test_.store, test_.another()];
    const work = Array.from({ length: 100 }, async (_, nth) => {
      const { accessLog, journal, commands, outbox } = stores[nth % 2] ?? test_.store;
      const caseRef = someCase();
      if (nth % 4 === 0) return patiently(() => accessLog.write(line({ caseRef })));
      const asked = command(caseRef);
      if (nth % 4 === 1) return patiently(() => commands.accept(asked));
      const sent = letter([enclosure('core', byGround, { claimed: nth % 4 === 2 })]);
      const step = append(caseRef, 1, { step: { events: [event({ letters: [sent] })] } });
      await patiently(() => journal.append(step));
      return patiently(() => outbox.claim({ unit: 'sav', caseRef, letterId: sent.letterId }, LATER, 60));
    });
    await Promise.all(work);
    // Fifty read or asked: a line each. Fifty stepped and claimed, and half of those disclosed with the step itself.
    expect(await check()).toMatchObject({ lines: lines + 50 + 50 * 2 + 25, faults: [] });
  });

  test('AUD-3: the check goes on while lines are written, and leaves those that come later', async () => {
    const writing = Array.from({ length: 30 }, () => test_.store.accessLog.write(line()));
    const reports = await Promise.all(Array.from({ length: 10 }, check));
    await Promise.all(writing);
    expect(reports.flatMap(({ faults }) => faults)).toEqual([]);
  });

  test('AUD-3: destroying the keys of cases breaks nothing, since what is sealed is chained as it is stored (RET-1)', async () => {
    const caseRef = someCase();
    await test_.store.journal.append(append(caseRef, 1));
    await test_.ring.destroy('sav', caseKeyId(caseRef));
    expect((await check()).faults).toEqual([]);
    const { items } = await test_.store.accessLog.ofCase('sav', caseRef, { limit: 10 });
    expect(items).toMatchObject([{ action: 'openInvestigation', outcome: 'done' }]);
  });

  test('AUD-1: what could forge a line or hide a part of one is written out', async () => {
    const caseRef = someCase();
    const marks = '\n\u001b[31m\u009b\u2028\u202e\u0000x';
    const shown = String.raw`\u000a\u001b[31m\u009b\u2028\u202e\u0000x`;
    const sent = { who: marks, roles: [marks], action: marks, requestId: marks };
    await test_.store.accessLog.write(line({ caseRef, ...sent }));
    const { items } = await test_.store.accessLog.ofCase('sav', caseRef, { limit: 1 });
    expect(items).toMatchObject([{ who: shown, roles: [shown], action: shown, requestId: shown }]);
  });

  describe('AUD-2: while the log takes no line', () => {
    beforeAll(() => test_.admin.query('revoke insert on access_log from sluss_app'));
    afterAll(() => test_.admin.query('grant insert on access_log to sluss_app'));

    const rowsOf = async (caseRef: string) => {
      const { rows } = await test_.admin.query<{ case_ref: string }>(
        `select case_ref from journal where case_ref = $1 union all select case_ref from cases where case_ref = $1
         union all select case_ref from idempotency where case_ref = $1 union all select case_ref from outbox where case_ref = $1`,
        [caseRef],
      );
      return rows;
    };
    const notStored = { name: 'LogNotStored' };

    test('no step is done, no command is taken, and no line is written by itself', async () => {
      const caseRef = someCase();
      const { journal, commands, accessLog } = test_.store;
      const sent = letter([enclosure('core', byGround, { claimed: true })]);
      const disclosing = append(caseRef, 1, { step: { events: [event({ letters: [sent] })] } });
      await expect(journal.append(disclosing)).rejects.toMatchObject(notStored);
      await expect(commands.accept(command(caseRef))).rejects.toMatchObject(notStored);
      await expect(accessLog.write(line({ caseRef }))).rejects.toMatchObject(notStored);
      expect(await rowsOf(caseRef)).toEqual([]);
    });

    test('no letter is claimed for sending', async () => {
      const caseRef = someCase();
      const sent = letter([enclosure('core', byGround)]);
      await test_.admin.query('grant insert on access_log to sluss_app');
      await test_.store.journal.append(
        append(caseRef, 1, { step: { events: [event({ letters: [sent] })] } }),
      );
      await test_.admin.query('revoke insert on access_log from sluss_app');
      const name = { unit: 'sav', caseRef, letterId: sent.letterId };
      await expect(test_.store.outbox.claim(name, LATER, 60)).rejects.toMatchObject(notStored);
      await expect(test_.store.outbox.stateOf(name)).resolves.toMatchObject({ state: 'waiting' });
    });
  });
});
