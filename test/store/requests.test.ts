import type { PendingCommand } from '../../store/intake-transaction';
import { openStore, servers } from './support/databases';
import type { TestStore } from './support/databases';
import { LATER, NOW, append, event, someCase, unique } from './support/steps';

describe.each(servers)('requests on $server', ({ open }) => {
  let test_: TestStore;

  beforeAll(async () => {
    test_ = await openStore(open);
  });

  afterAll(async () => {
    await test_.close();
  });

  const identity = (personalNumber = '199001012384') => ({
    name: 'Nils',
    personalNumber,
    protectedIdentity: true,
  });

  const command = (differs: Partial<PendingCommand> = {}): PendingCommand => ({
    ...{ unit: 'sav', caseRef: someCase(), commandId: unique('cmd'), bodyMac: 'mac-1' },
    notes: [{ noteId: unique('n'), field: 'wish', text: 'I want to leave' }],
    person: { personRef: unique('p'), identity: identity() },
    line: {
      at: NOW,
      unit: 'sav',
      who: 'anna',
      roles: ['caseworker'],
      action: 'registerApplication',
      outcome: 'accepted',
      rules: [],
    },
    ...differs,
  });

  const texts = ({ caseRef, notes }: PendingCommand) =>
    test_.store.notes.texts(
      'sav',
      caseRef,
      notes.map(({ noteId }) => noteId),
    );
  const refsOf = ({ commandId, notes, person }: PendingCommand) => ({
    ...{ commandId, notes: notes.map(({ noteId, field }) => ({ noteId, field })) },
    person: person?.personRef ?? '',
  });

  test('a command is accepted once; the record tells the body, the tries and the end', async () => {
    const { commands } = test_.store;
    const one = command();
    await expect(commands.find('sav', one.commandId)).resolves.toBeUndefined();
    await expect(commands.accept(one)).resolves.toBe('accepted');
    await expect(commands.accept(one)).resolves.toBe('accepted');
    await expect(commands.find('sav', one.commandId)).resolves.toEqual({
      bodyMac: 'mac-1',
      caseRef: one.caseRef,
      attempt: 0,
      finished: false,
    });
    await commands.nextAttempt('sav', one.commandId);
    const done = { commandId: one.commandId };
    await test_.store.journal.append(append(one.caseRef, 1, { step: done }));
    await expect(commands.find('sav', one.commandId)).resolves.toEqual({
      bodyMac: 'mac-1',
      caseRef: one.caseRef,
      attempt: 1,
      finished: true,
    });
    await expect(commands.find('north', one.commandId)).resolves.toBeUndefined();
  });

  test('of two bodies under one id at once, one is accepted and the other leaves nothing', async () => {
    const [first, second] = [command(), command({ bodyMac: 'mac-2' })];
    const same = { ...second, commandId: first.commandId, caseRef: first.caseRef };
    const answers = await Promise.all([
      test_.store.commands.accept(first),
      test_.another().commands.accept(same),
    ]);
    expect(answers.sort()).toEqual(['accepted', 'otherBody']);
    const { rows } = await test_.admin.query('select 1 from notes where command_id = $1', [first.commandId]);
    expect(rows).toHaveLength(1);
  });

  test('narratives and identity are read only once a step has kept them', async () => {
    const one = command();
    await test_.store.commands.accept(one);
    await expect(texts(one)).resolves.toEqual(new Map());
    await expect(
      test_.store.notes.person('sav', one.caseRef, one.person?.personRef ?? ''),
    ).resolves.toBeUndefined();
    await test_.store.journal.append(append(one.caseRef, 1, { step: refsOf(one) }));
    expect([...(await texts(one)).values()]).toEqual(['I want to leave']);
    await expect(test_.store.notes.person('sav', one.caseRef, one.person?.personRef ?? '')).resolves.toEqual(
      identity(),
    );
    await expect(
      test_.store.notes.person('sav', someCase(), one.person?.personRef ?? ''),
    ).resolves.toBeUndefined();
  });

  test('what a letter brought is kept by the step that names it, whatever command stored it', async () => {
    const one = command();
    await test_.store.notes.keepPending({ ...one, commandId: 'letter' }, NOW);
    const received = {
      ...event(),
      notes: one.notes.map(({ noteId }) => ({ noteId })),
      from: { person: one.person?.personRef },
    };
    await test_.store.journal.append(append(one.caseRef, 1, { step: { events: [received] } }));
    expect([...(await texts(one)).values()]).toEqual(['I want to leave']);
    await expect(
      test_.store.notes.person('sav', one.caseRef, one.person?.personRef ?? ''),
    ).resolves.toBeDefined();
  });

  test('a refusal keeps nothing of its command, and may be sent again', async () => {
    const one = command();
    const refusal = { kind: 'refused', obstacles: [] } as const;
    await test_.store.commands.accept(one);
    await test_.store.journal.append(
      append(one.caseRef, 1, { step: { ...refsOf(one), events: [], refusal } }),
    );
    const left = () =>
      test_.admin.query(
        'select 1 from notes where case_ref = $1 union all select 1 from vault where case_ref = $1',
        [one.caseRef],
      );
    expect((await left()).rows).toEqual([]);
    await test_.store.commands.accept(one);
    await test_.store.commands.abandon('sav', one.commandId);
    expect((await left()).rows).toEqual([]);
    await expect(test_.store.commands.find('sav', one.commandId)).resolves.toBeUndefined();
  });

  test('a clock that is a day ahead sweeps nothing of what came just now', async () => {
    const one = { ...command(), line: { ...command().line, at: new Date().toISOString() } };
    await test_.store.commands.accept(one);
    await test_.store.notes.sweepPending('sav', '2100-01-01T00:00:00.000Z');
    const { rows } = await test_.admin.query('select 1 from notes where case_ref = $1', [one.caseRef]);
    expect(rows).toHaveLength(one.notes.length);
  });

  test('what waits for its step is swept after its time; what was kept stays', async () => {
    const [kept, left] = [command(), command()];
    for (const one of [kept, left]) await test_.store.commands.accept(one);
    await test_.store.journal.append(append(kept.caseRef, 1, { step: refsOf(kept) }));
    await expect(test_.store.notes.sweepPending('sav', NOW)).resolves.toBe(0);
    await expect(test_.store.notes.sweepPending('sav', LATER)).resolves.toBeGreaterThanOrEqual(2);
    expect((await texts(kept)).size).toBe(1);
    const { rows } = await test_.admin.query('select 1 from vault where case_ref = $1', [left.caseRef]);
    expect(rows).toEqual([]);
  });

  test('AUD-1: the log of a case, newest first and in pages; what is no case reference is not written down', async () => {
    const { accessLog } = test_.store;
    const caseRef = someCase();
    const line = {
      at: NOW,
      unit: 'sav',
      who: 'anna',
      roles: ['caseworker'],
      action: 'readCase',
      rules: ['ACC-2'],
    } as const;
    for (const outcome of ['answered', 'foreign', 'refused'] as const) {
      await accessLog.write({ ...line, unit: 'north', caseRef: someCase(), outcome });
      await accessLog.write({ ...line, caseRef, outcome });
    }
    const page = await accessLog.ofCase('sav', caseRef, { limit: 2 });
    expect(page.items).toEqual([
      { ...line, caseRef, outcome: 'refused' },
      { ...line, caseRef, outcome: 'foreign' },
    ]);
    // CON-6: the cursor counts lines of this case, never of other units.
    expect(JSON.parse(Buffer.from(page.next ?? '', 'base64url').toString('utf8'))).toBe('2');
    const rest = await accessLog.ofCase('sav', caseRef, { limit: 2, cursor: page.next ?? '' });
    expect(rest).toEqual({ items: [{ ...line, caseRef, outcome: 'answered' }] });
    await accessLog.write({ ...line, caseRef: 'nils-nilsson', outcome: 'foreign' });
    const { rows } = await test_.admin.query(`select 1 from access_log where case_ref = 'nils-nilsson'`);
    expect(rows).toEqual([]);
    await expect(accessLog.ofCase('north', caseRef, { limit: 2 })).resolves.toEqual({ items: [] });
  });

  test('AUD-2: a line that cannot be stored rejects, and the command with it', async () => {
    const bad = command({ line: { ...command().line, at: 'never' } });
    await expect(test_.store.accessLog.write(bad.line)).rejects.toThrow();
    await expect(test_.store.commands.accept(bad)).rejects.toThrow();
    await expect(test_.store.commands.find('sav', bad.commandId)).resolves.toBeUndefined();
  });

  test('keys: of two that create one at once both get the one stored; a destroyed one never comes back', async () => {
    const keyId = unique('key');
    const { ring } = test_;
    const [first, second] = await Promise.all([ring.ensure('sav', keyId), ring.ensure('sav', keyId)]);
    expect(first.equals(second)).toBe(true);
    await expect(ring.get('north', keyId)).rejects.toMatchObject({ name: 'KeyMissing' });
    await ring.destroy('sav', keyId);
    await ring.destroy('sav', keyId);
    await expect(ring.ensure('sav', keyId)).rejects.toMatchObject({ name: 'KeyMissing' });
  });
});
