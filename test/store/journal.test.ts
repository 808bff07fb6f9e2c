import type { AppendInput } from '../../domain/ports/journal.port';
import { openStore, servers } from './support/databases';
import type { TestStore } from './support/databases';
import { LATER, append, event, someCase, step, unique } from './support/steps';

describe.each(servers)('the journal on $server', ({ open }) => {
  let test_: TestStore;

  beforeAll(async () => {
    test_ = await openStore(open);
  });

  afterAll(async () => {
    await test_.close();
  });

  const journal = () => test_.store.journal;

  test('gives back what was appended, in order and from any step on', async () => {
    const caseRef = someCase();
    const inputs = [1, 2, 3].map((seq) => append(caseRef, seq));
    for (const input of inputs)
      await expect(journal().append(input)).resolves.toEqual({ steps: [input.step] });
    const steps = inputs.map((input) => input.step);
    await expect(journal().load('sav', caseRef, 0)).resolves.toEqual(steps);
    await expect(journal().load('sav', caseRef, 3)).resolves.toEqual(steps.slice(2));
    await expect(journal().page('sav', caseRef, 0, 2)).resolves.toEqual(steps.slice(0, 2));
    await expect(journal().load('sav', someCase(), 0)).resolves.toEqual([]);
  });

  test('a repeated command writes nothing and adopts what stands there, also from another process', async () => {
    const caseRef = someCase();
    const first = append(caseRef, 1);
    await journal().append(first);
    const again: AppendInput = {
      ...first,
      step: { ...first.step, at: LATER, rules: [] },
      row: { ...first.row, awaits: 'police' },
    };
    await expect(test_.another().journal.append(again)).resolves.toEqual({ steps: [first.step] });
    await expect(test_.store.cases.shown('sav', caseRef)).resolves.toMatchObject({ awaits: 'us' });
  });

  test('a step whose number is taken adopts the steps from there on', async () => {
    const caseRef = someCase();
    const inputs = [1, 2, 3].map((seq) => append(caseRef, seq));
    for (const input of inputs) await journal().append(input);
    const late = append(caseRef, 2);
    await expect(journal().append(late)).resolves.toEqual({
      steps: inputs.slice(1).map((input) => input.step),
    });
    await expect(journal().load('sav', caseRef, 0)).resolves.toHaveLength(3);
  });

  test('a command that stands before the expected step is answered from its own step on', async () => {
    const caseRef = someCase();
    const [first, second] = [append(caseRef, 1), append(caseRef, 2)];
    await journal().append(first);
    await journal().append(second);
    const again = append(caseRef, 3, { step: { commandId: first.step.commandId } });
    await expect(journal().append(again)).resolves.toEqual({ steps: [first.step, second.step] });
  });

  test('a step beyond the next one is refused: a gap could never be filled', async () => {
    const caseRef = someCase();
    await expect(journal().append(append(caseRef, 2))).rejects.toMatchObject({ name: 'JournalGap' });
    await journal().append(append(caseRef, 1));
    await expect(journal().append(append(caseRef, 3))).rejects.toMatchObject({ name: 'JournalGap' });
  });

  test('of many that append the same command at once, one writes and all get its step', async () => {
    const caseRef = someCase();
    const input = append(caseRef, 1);
    const processes = [test_.store, test_.another(), test_.another()];
    const results = await Promise.all(
      [...processes, ...processes, ...processes].map((one) => one.journal.append(input)),
    );
    for (const result of results) expect(result).toEqual({ steps: [input.step] });
    await expect(journal().load('sav', caseRef, 0)).resolves.toEqual([input.step]);
  });

  test('of several commands for the same step at once, one writes and the others adopt it', async () => {
    const caseRef = someCase();
    const processes = [test_.store, test_.another(), test_.another()];
    const results = await Promise.all(
      [...processes, ...processes, ...processes].map((one) => one.journal.append(append(caseRef, 1))),
    );
    const stored = await journal().load('sav', caseRef, 0);
    expect(stored).toHaveLength(1);
    for (const result of results) expect(result).toEqual({ steps: stored });
  });

  test('one command id in two cases is two commands', async () => {
    const commandId = unique('cmd');
    for (const caseRef of [someCase(), someCase()]) {
      const input = append(caseRef, 1, { step: { commandId } });
      await expect(journal().append(input)).resolves.toEqual({ steps: [input.step] });
    }
  });

  test('a step that fails on its way leaves nothing behind', async () => {
    const caseRef = someCase();
    const bad = append(caseRef, 1, { row: { status: 'lost' as never } });
    await expect(journal().append(bad)).rejects.toThrow(/check constraint/);
    await expect(journal().load('sav', caseRef, 0)).resolves.toEqual([]);
    const { items } = await test_.store.accessLog.ofCase('sav', caseRef, { limit: 10 });
    expect(items).toEqual([]);
  });

  test('AUD-1: every step has its line: who, which action, how it ended, under which rules', async () => {
    const caseRef = someCase();
    const done = step(1);
    const refusal = { kind: 'refused', obstacles: [] } as const;
    await journal().append({ ...append(caseRef, 1), step: done });
    await journal().append(
      append(caseRef, 2, { step: { actor: { kind: 'clock' }, events: [], refusal, rules: ['THR-3'] } }),
    );
    await journal().append(
      append(caseRef, 3, { step: { actor: { kind: 'party', party: 'las' }, events: [event()] } }),
    );
    const { items } = await test_.store.accessLog.ofCase('sav', caseRef, { limit: 10 });
    expect(items).toMatchObject([
      { who: 'las', roles: ['party'], outcome: 'done' },
      { who: 'clock', outcome: 'refused', rules: ['THR-3'] },
      {
        who: 'anna',
        roles: ['caseworker'],
        action: 'openInvestigation',
        outcome: 'done',
        rules: ['INT-2'],
        requestId: done.commandId,
      },
    ]);
  });
});
