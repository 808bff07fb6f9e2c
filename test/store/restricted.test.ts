import type { Reader } from '../../domain/kernel/actor';
import type { NoticeAudience } from '../../domain/kernel/notice';
import type { CaseRow } from '../../domain/ports/journal.port';
import { openStore, servers } from './support/databases';
import type { TestStore } from './support/databases';
import { NOW, append, event, reader, someCase, unique } from './support/steps';

describe.each(servers)('cases that are open to named staff only, on $server', ({ open }) => {
  let test_: TestStore;

  beforeAll(async () => {
    test_ = await openStore(open);
  });

  afterAll(async () => {
    await test_.close();
  });

  const [siv, sune] = [reader('siv', 'supervisor'), reader('sune', 'supervisor')];
  const [anna, rut] = [reader('anna', 'caseworker'), reader('rut', 'reception')];

  async function opened(row: Partial<CaseRow>, audience?: NoticeAudience) {
    const caseRef = someCase();
    const notices =
      audience === undefined
        ? []
        : [{ noticeId: unique('n'), audience, matter: 'assessmentOverdue', rule: 'THR-3' } as const];
    const step = { events: [event({ notices })] };
    await test_.store.journal.append(append(caseRef, 1, { row: { overdue: true, ...row }, step }));
    return { caseRef, noticeId: notices[0]?.noticeId ?? '' };
  }

  async function nextSeen(by: Reader, caseRef: string) {
    const request = { name: 'overdue', filter: {}, limit: 100, now: NOW } as const;
    const { items } = await test_.store.cases.worklist(by, request);
    return items.find((item) => item.caseRef === caseRef)?.next;
  }

  async function hears(by: Reader, noticeId: string) {
    const { items } = await test_.store.notices.read(by, { limit: 100 });
    return items.some((notice) => notice.noticeId === noticeId);
  }

  test('ACC-3: a worklist tells supervisors who are not named that there is a case, and not what is next in it', async () => {
    const { caseRef } = await opened({ supervisors: ['siv'], next: 'assessAbility' });
    await expect(nextSeen(siv, caseRef)).resolves.toBe('assessAbility');
    await expect(nextSeen(anna, caseRef)).resolves.toBe('assessAbility');
    await expect(nextSeen(sune, caseRef)).resolves.toBe('nameStaff');
    const ordinary = await opened({ supervisors: null, next: 'assessAbility' });
    await expect(nextSeen(sune, ordinary.caseRef)).resolves.toBe('assessAbility');
  });

  test('ACC-3 ACC-4: naming takes effect with its step', async () => {
    const { caseRef } = await opened({ supervisors: [] });
    await expect(nextSeen(siv, caseRef)).resolves.toBe('nameStaff');
    await test_.store.journal.append(append(caseRef, 2, { row: { overdue: true, supervisors: ['siv'] } }));
    await expect(nextSeen(siv, caseRef)).resolves.toBe('openInvestigation');
  });

  test.each(['supervisor', 'unit'] as const)(
    'ACC-3: a notice to the %s reaches the named supervisors, who may settle it, and nobody else',
    async (audience) => {
      const { noticeId } = await opened({ supervisors: ['siv'] }, audience);
      await expect(hears(siv, noticeId)).resolves.toBe(true);
      await expect(hears(sune, noticeId)).resolves.toBe(false);
      await expect(hears(rut, noticeId)).resolves.toBe(false);
      await expect(test_.store.notices.settle(sune, noticeId, NOW)).resolves.toBe(false);
      await expect(test_.store.notices.settle(rut, noticeId, NOW)).resolves.toBe(false);
      await expect(test_.store.notices.settle(siv, noticeId, NOW)).resolves.toBe(true);
    },
  );

  test('ACC-3 NTF-3: where no supervisor is named every one hears of it, or nobody would; reception does not', async () => {
    const { noticeId } = await opened({ supervisors: [] }, 'unit');
    await expect(hears(siv, noticeId)).resolves.toBe(true);
    await expect(hears(sune, noticeId)).resolves.toBe(true);
    await expect(hears(rut, noticeId)).resolves.toBe(false);
  });

  test('ACC-3: pages of notices meet, also where some are left out', async () => {
    const { unit } = siv;
    const lone: Reader = { person: unique('sol'), unit, roles: ['supervisor'] };
    const mine = await opened({ supervisors: [lone.person] }, 'supervisor');
    await opened({ supervisors: ['siv'] }, 'supervisor');
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await test_.store.notices.read(lone, {
        limit: 1,
        ...(cursor === undefined ? {} : { cursor }),
      });
      seen.push(...page.items.map(({ noticeId }) => noticeId));
      cursor = page.next;
    } while (cursor !== undefined);
    expect(seen).toContain(mine.noticeId);
  });

  test('ACC-3 AUD-1: a reading of a restricted case is marked in the log, also one that comes with a command', async () => {
    const caseRef = someCase();
    const line = { at: NOW, unit: 'sav', who: 'anna', roles: ['caseworker'], caseRef, rules: [] } as const;
    const { accessLog, commands } = test_.store;
    await accessLog.write({ ...line, action: 'readCase', outcome: 'answered' });
    await accessLog.write({ ...line, action: 'readCase', outcome: 'answered', restricted: true });
    await commands.accept({
      ...{ unit: 'sav', caseRef, commandId: unique('cmd'), bodyMac: 'mac', notes: [] },
      line: { ...line, action: 'recordCriterion', outcome: 'accepted', restricted: true },
    });
    const { items } = await accessLog.ofCase('sav', caseRef, { limit: 10 });
    expect(items.map(({ restricted }) => restricted)).toEqual([true, true, undefined]);
  });

  test('ACC-3: whoever reads the database sees no difference between restricted and other cases', async () => {
    const rows: Partial<CaseRow>[] = [
      { supervisors: null, next: 'assessAbility' },
      { supervisors: [], next: 'close' },
      { supervisors: ['siv', 'sune', `s${'a'.repeat(63)}`, `s${'b'.repeat(63)}`], next: 'offerTransfer' },
    ];
    const refs = await Promise.all(rows.map(async (row) => (await opened(row)).caseRef));
    // What one does with a special defector's case, what another does with any, and what a supervisor who is not named is refused.
    const line = { at: NOW, unit: 'sav', who: 'anna', roles: ['supervisor'], requestId: 'r-1' };
    const told = [
      { action: 'readCase', outcome: 'answered', rules: [] },
      { action: 'assessAbility', outcome: 'accepted', rules: ['RSP-1', 'RSP-3', 'ACC-3'], restricted: true },
      { action: 'readTimeline', outcome: 'foreign', rules: ['ACC-3'], restricted: true },
    ] as const;
    for (const [nth, says] of told.entries()) {
      await test_.store.accessLog.write({ ...line, caseRef: refs[nth] ?? '', ...says });
    }
    const shapes = await test_.admin.query(
      `select distinct c.status, c.awaits, c.waits_at_reception, p.part, octet_length(c.sealed_next) as next,
         octet_length(c.sealed_supervisors) as supervisors,
         (to_jsonb(l) - 'case_ref' - 'number' - 'mac' - 'sealed')::text as line, octet_length(l.sealed) as sealed
       from cases c join case_people p using (unit, case_ref) join access_log l using (unit, case_ref)
       where c.case_ref = any($1) and l.request_id = 'r-1'`,
      [refs],
    );
    expect(shapes.rows).toHaveLength(1);
    const { rows: lines } = await test_.admin.query<{ line: string; sealed: Buffer }>(
      `select (to_jsonb(a) - 'sealed')::text as line, sealed from access_log a where case_ref = any($1)`,
      [refs],
    );
    const stored = lines.map(({ line: plain, sealed }) => `${plain} ${sealed.toString('latin1')}`).join();
    expect(stored).not.toMatch(/restrict|ACC-3|RSP|assess|Timeline|foreign|openInvestigation/i);
    expect(lines.length).toBeGreaterThan(told.length);
  });

  test('ACC-3: a row from before is closed to supervisors who are not assigned, until its next step', async () => {
    const { caseRef, noticeId } = await opened({ supervisors: null }, 'unit');
    await test_.admin.query('update cases set sealed_supervisors = null where case_ref = $1', [caseRef]);
    await expect(nextSeen(siv, caseRef)).resolves.toBe('nameStaff');
    await expect(nextSeen(anna, caseRef)).resolves.toBe('openInvestigation');
    await expect(hears(rut, noticeId)).resolves.toBe(false);
    await test_.store.journal.append(append(caseRef, 2, { row: { overdue: true } }));
    await expect(nextSeen(siv, caseRef)).resolves.toBe('openInvestigation');
  });
});
