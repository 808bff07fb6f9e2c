import { runOf } from '../../worker/ops/stalled/run';
import {
  failureOf,
  startServed,
  commandOf,
  headerOf,
  newCase,
  openCase,
  send,
  sendLetter,
  until,
} from './harness';
import type { ServedBench } from './harness';

let bench: ServedBench;

beforeAll(async () => {
  bench = await startServed('dev');
});

afterAll(() => bench.stop());

async function eventTypes(caseRef: string): Promise<string[]> {
  const { events } = await bench.env.client.workflow.getHandle(caseRef).fetchHistory();
  return (events ?? []).map(
    (event) => Object.keys(event).find((key) => key.endsWith('EventAttributes')) ?? '',
  );
}

test('an update becomes one step and is answered with it (WRK-2)', async () => {
  const caseRef = newCase();
  const opened = await openCase(bench, caseRef);
  const added = await send(bench, caseRef, commandOf('add', { n: 5 }));

  expect(opened).toMatchObject({ caseRef, seq: 1, status: 'open', awaits: 'us' });
  expect(added).toMatchObject({ seq: 2 });
  expect(bench.journal.stepsOf(caseRef).map(({ action }) => action)).toStrictEqual(['open', 'add']);
});

test('a refused update names every rule and leaves nothing in the history', async () => {
  const caseRef = newCase();
  await openCase(bench, caseRef);
  const before = await eventTypes(caseRef);

  const failure = await failureOf(send(bench, caseRef, commandOf('add', { n: -1 })));

  expect(failure).toMatchObject({ type: 'refused', nonRetryable: true });
  expect(failure.details?.[0]).toMatchObject({ kind: 'refused', obstacles: [{ rule: 'THR-2' }] });
  expect(await eventTypes(caseRef)).toStrictEqual(before);
  expect(bench.journal.stepsOf(caseRef)).toHaveLength(1);
});

test('the same command again is answered with its step', async () => {
  const caseRef = newCase();
  await openCase(bench, caseRef);
  const command = commandOf('add', { n: 5 });
  const first = await send(bench, caseRef, command);
  await send(bench, caseRef, commandOf('add', { n: 6 }));

  expect(await send(bench, caseRef, command)).toMatchObject({ seq: first.seq, at: first.at });
  expect(bench.journal.stepsOf(caseRef)).toHaveLength(3);
});

test('commands sent at once have their steps one after the other', async () => {
  const caseRef = newCase();
  await openCase(bench, caseRef);
  const answers = await Promise.all(
    [1, 2, 3, 4, 5, 6, 7, 8].map((n) => send(bench, caseRef, commandOf('add', { n }))),
  );

  expect(answers.map(({ seq }) => seq).toSorted((one, other) => one - other)).toStrictEqual([
    2, 3, 4, 5, 6, 7, 8, 9,
  ]);
});

test('two commands of which only one can be done: the other is refused in its turn, and that is kept', async () => {
  const caseRef = newCase();
  await openCase(bench, caseRef);
  const answers = await Promise.allSettled(
    [1, 2].map(() => send(bench, caseRef, commandOf('add', { n: 600 }))),
  );

  expect(answers.map(({ status }) => status).toSorted()).toStrictEqual(['fulfilled', 'rejected']);
});

test('of two commands that expect the same state one is refused in its turn as changed, and so is a later one', async () => {
  const caseRef = newCase();
  await openCase(bench, caseRef);
  const expecting = (expectedSeq: number) => ({ ...commandOf('add', { n: 1 }), expectedSeq });
  const answers = await Promise.allSettled([1, 1].map((seq) => send(bench, caseRef, expecting(seq))));
  expect(answers.map(({ status }) => status).toSorted()).toStrictEqual(['fulfilled', 'rejected']);
  const before = await eventTypes(caseRef);
  const failure = await failureOf(send(bench, caseRef, expecting(1)));
  expect(failure).toMatchObject({ type: 'changed', details: [{ kind: 'changed', obstacles: [] }] });
  expect(await eventTypes(caseRef)).toStrictEqual(before);
  // Whatever was refused meanwhile changed nothing: the state is still that of the second step.
  await expect(send(bench, caseRef, expecting(2))).resolves.toMatchObject({ status: 'open' });
  const done = bench.journal.stepsOf(caseRef).filter(({ refusal }) => refusal === undefined);
  expect(done.map(({ action }) => action)).toStrictEqual(['open', 'add', 'add']);
});

test('an opening that is refused leaves neither a step nor a workflow', async () => {
  const caseRef = newCase();
  const failure = await failureOf(openCase(bench, caseRef, {}, commandOf('add', { n: 1 })));

  expect(failure.type).toBe('foreign');
  expect(bench.journal.stepsOf(caseRef)).toStrictEqual([]);
  await bench.env.client.workflow.getHandle(caseRef).result();
});

test('rules that fail are a fault of their own and tell nothing of what they read', async () => {
  const caseRef = newCase();
  await openCase(bench, caseRef);
  const failure = await failureOf(send(bench, caseRef, commandOf('add', { n: 13 })));

  expect(failure.type).toBe('fault');
  expect(JSON.stringify(failure)).not.toContain('secret');
  await expect(send(bench, caseRef, commandOf('add', { n: 1 }))).resolves.toMatchObject({ seq: 2 });
});

test('actions whose name tells something travel as record', async () => {
  const caseRef = newCase();
  await openCase(bench, caseRef);
  await send(bench, caseRef, commandOf('secret'));

  expect(bench.journal.stepsOf(caseRef)[1]).toMatchObject({ action: 'secret' });
});

test('search attributes are upserted when they change and not otherwise', async () => {
  const caseRef = newCase();
  await openCase(bench, caseRef);
  await send(bench, caseRef, commandOf('add', { n: 1 }));
  await send(bench, caseRef, commandOf('promise', { subject: 'a', seconds: 3600 }));
  await send(bench, caseRef, commandOf('add', { n: 1 }));

  const upserts = (await eventTypes(caseRef)).filter((type) => type.startsWith('upsertWorkflowSearch'));
  expect(upserts).toHaveLength(2);
  const { typedSearchAttributes } = await bench.env.client.workflow.getHandle(caseRef).describe();
  expect(
    Object.fromEntries(typedSearchAttributes.getAll().map(({ key, value }) => [key.name, value])),
  ).toMatchObject({
    SlussStatus: 'open',
    SlussStep: 'police',
    SlussOverdue: false,
  });
});

describe('letters', () => {
  test('a letter before the first command opens its case (signal with start)', async () => {
    const caseRef = newCase();
    await sendLetter(bench, caseRef, headerOf('l-1', { kind: 'transferOffer' }));
    await until(() => bench.journal.stepsOf(caseRef).length === 1);

    await expect(send(bench, caseRef, commandOf('add', { n: 1 }))).resolves.toMatchObject({ seq: 2 });
    expect(bench.journal.appended.find((input) => input.caseRef === caseRef)).toMatchObject({
      inbox: { from: 'north', letterId: 'l-1', outcome: 'recorded' },
    });
  });

  test('the same letter counts once (THR-5)', async () => {
    const caseRef = newCase();
    await openCase(bench, caseRef);
    await sendLetter(bench, caseRef, headerOf('l-2'));
    await sendLetter(bench, caseRef, headerOf('l-2'));
    await sendLetter(bench, caseRef, headerOf('l-3', { reference: 'late' }));
    await until(() => bench.journal.stepsOf(caseRef).length === 3);

    expect(
      bench.journal
        .stepsOf(caseRef)
        .map(({ commandId }) => commandId)
        .slice(1),
    ).toStrictEqual(['letter:north:l-2', 'letter:north:l-3']);
    expect(bench.journal.appended.at(-1)?.inbox?.outcome).toBe('late');
  });

  test('content of a letter whose header is refused is never read (CON-8)', async () => {
    const caseRef = newCase();
    await openCase(bench, caseRef);
    const opened: string[] = [];
    const { open } = bench.post;
    bench.post.open = (unit, ref, header) => {
      opened.push(header.letterId);
      return open(unit, ref, header);
    };
    await sendLetter(bench, caseRef, headerOf('l-4', { reference: 'unasked' }));
    await until(() => bench.journal.stepsOf(caseRef).length === 2);

    expect(opened).toStrictEqual([]);
    expect(bench.journal.appended.at(-1)).toMatchObject({
      inbox: { outcome: 'refused' },
      step: { refusal: { obstacles: [{ rule: 'CON-8' }] } },
    });
  });

  test('a letter for which there is no case and which opens none is refused in the inbox (PIN-4)', async () => {
    const caseRef = newCase();
    const handle = await sendLetter(bench, caseRef, headerOf('l-5', { reference: 'unasked' }));
    await handle.result();

    expect(bench.refused).toContain('l-5');
    expect(bench.journal.stepsOf(caseRef)).toStrictEqual([]);
  });
});

test('a run whose journal is away tells the operator so, and no longer once it is back', async () => {
  const caseRef = newCase();
  const server = { client: bench.env.client, namespace: bench.env.namespace ?? 'default' };
  const isAway = async (): Promise<boolean> => (await runOf(server, caseRef))?.journalAwaySince !== undefined;
  await openCase(bench, caseRef);
  bench.journal.away = true;
  await sendLetter(bench, caseRef, headerOf('l-6'));
  await until(isAway);
  bench.journal.away = false;
  await until(async () => !(await isAway()));
  expect(bench.journal.stepsOf(caseRef)).toHaveLength(2);
});
