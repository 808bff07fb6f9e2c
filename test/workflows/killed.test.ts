import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventBase } from '../../domain/kernel/event';
import type { Step } from '../../domain/kernel/step';
import { commandOf, newCase, openCase, send, startBench, until } from './harness';
import type { Bench } from './harness';
import { serveJournal } from './remote-journal';

let bench: Bench;
let codePath: string;
let child: ChildProcess;

beforeAll(async () => {
  bench = await startBench('dev');
  bench.taskTimeout = '3s';
  codePath = join(mkdtempSync(join(tmpdir(), 'sluss-bundle-')), 'bundle.js');
  writeFileSync(codePath, bench.bundle.code);
});

beforeEach(async () => {
  await startChild();
});

afterEach(() => {
  bench.journal.afterCommit = () => Promise.resolve();
  child.kill('SIGKILL');
});

afterAll(async () => {
  await bench.env.teardown();
});

async function startChild(): Promise<void> {
  const address = bench.env.address;
  child = fork(join(__dirname, 'worker-process.ts'), [address, codePath], {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  await once(child, 'message');
  serveJournal(child, bench.journal);
}

/** Kills the worker when the next step is committed, before the worker hears of it. */
function killAfterCommit(): Promise<void> {
  return new Promise((resolve) => {
    bench.journal.afterCommit = () => {
      bench.journal.afterCommit = () => Promise.resolve();
      child.kill('SIGKILL');
      resolve();
      return new Promise(() => undefined);
    };
  });
}

const actionsOf = (caseRef: string): readonly string[] =>
  bench.journal.stepsOf(caseRef).map(({ action }) => action);

test('killed between commit and completion: the waiting caller and the same command again get the one step', async () => {
  const caseRef = newCase();
  await openCase(bench, caseRef);
  const killed = killAfterCommit();
  const command = commandOf('add', { n: 5 });
  const waiting = send(bench, caseRef, command);
  await killed;
  await startChild();
  const [first, again] = await Promise.all([waiting, send(bench, caseRef, command)]);

  expect(first).toMatchObject({ seq: 2 });
  expect(again).toMatchObject({ seq: 2, at: first.at });
  expect(actionsOf(caseRef)).toStrictEqual(['open', 'add']);
});

test('killed between commit and completion: another command comes after the step and not over it', async () => {
  const caseRef = newCase();
  await openCase(bench, caseRef);
  const killed = killAfterCommit();
  const waiting = send(bench, caseRef, commandOf('add', { n: 5 }));
  await killed;
  // The caller has gone: only the other command comes to the new worker, or comes first.
  const other = send(bench, caseRef, commandOf('promise', { subject: 'a', seconds: 3600 }));
  await startChild();

  expect(await other).toMatchObject({ seq: 3, awaits: 'police' });
  expect(await waiting).toMatchObject({ seq: 2 });
  expect(actionsOf(caseRef)).toStrictEqual(['open', 'add', 'promise']);
});

test('killed while the first step is committed: the case is opened once', async () => {
  const caseRef = newCase();
  const killed = killAfterCommit();
  const waiting = openCase(bench, caseRef);
  await killed;
  await startChild();

  expect(await waiting).toMatchObject({ seq: 1 });
  await until(() => actionsOf(caseRef).length === 1);
});

test('killed after the commit, and the server forgot the update: a command that knows of the step is not judged without it', async () => {
  const caseRef = newCase();
  await openCase(bench, caseRef);
  await send(bench, caseRef, commandOf('add', { n: 900 }));
  const [, last] = bench.journal.stepsOf(caseRef);
  // What the journal has of a command whose worker and server died: no message tells the run of it any more.
  const added: EventBase & { readonly n: number } = { type: 'added', rules: [], n: -500 };
  const step = { ...last, seq: 3, commandId: 'lost', events: [added] } as Step;
  const [, appended] = bench.journal.appended.filter((input) => input.caseRef === caseRef);
  if (appended === undefined) throw new Error('nothing was appended');
  await bench.journal.append({ ...appended, step });

  const command = { ...commandOf('add', { n: 500 }), seenSeq: 3 };
  expect(await send(bench, caseRef, command)).toMatchObject({ seq: 4 });
  expect(actionsOf(caseRef)).toStrictEqual(['open', 'add', 'add', 'add']);
});
