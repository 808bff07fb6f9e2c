import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { AlreadyRunning, takeLock } from '../../dev/lock';
import { startTimeOf } from '../../dev/process-identity';

let stateDir: string;
const spawned: ChildProcess[] = [];

function sleeper(): {
  readonly pid: number;
  readonly exited: Promise<unknown>;
  readonly child: ChildProcess;
} {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], { stdio: 'ignore' });
  spawned.push(child);
  return { pid: child.pid ?? 0, exited: once(child, 'exit'), child };
}

async function writeLock(content: object): Promise<void> {
  await writeFile(join(stateDir, 'lock.json'), JSON.stringify(content));
}

const silent = (): void => undefined;
const dead = { pid: process.pid, startTime: 'of an earlier process with this number' };

beforeEach(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'sluss-lock-'));
});

afterEach(async () => {
  for (const child of spawned.splice(0)) child.kill('SIGKILL');
  await rm(stateDir, { recursive: true, force: true });
});

test('a second start is refused with the addresses of the first', async () => {
  const lock = await takeLock(stateDir, silent);
  lock.recordAddresses({ API: 'http://127.0.0.1:8080' });
  await expect(takeLock(stateDir, silent)).rejects.toThrow(AlreadyRunning);
  await expect(takeLock(stateDir, silent)).rejects.toThrow(
    new RegExp(
      `http://127\\.0\\.0\\.1:8080\\nTokens .*: ${stateDir}/service\\.json\\nStop it: .*kill ${process.pid}\\.`,
    ),
  );
});

test('a released lock can be taken again', async () => {
  (await takeLock(stateDir, silent)).release();
  await expect(takeLock(stateDir, silent)).resolves.toBeDefined();
});

test('two starts at once: exactly one gets the lock', async () => {
  const starts = await Promise.allSettled([1, 2, 3, 4].map(async () => takeLock(stateDir, silent)));
  expect(starts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('after a cut-off start its orphans are ended, named, and nobody else is', async () => {
  const orphan = sleeper();
  const stranger = sleeper();
  await writeLock({
    supervisor: dead,
    addresses: {},
    children: [
      { name: 'worker', pid: orphan.pid, startTime: startTimeOf(orphan.pid) },
      { name: 'api', pid: stranger.pid, startTime: 'of an earlier process with this number' },
    ],
  });
  const said: string[] = [];
  await takeLock(stateDir, (line) => said.push(line));
  await orphan.exited;
  expect(said.join()).toContain('worker');
  expect(said.join()).not.toContain('api');
  expect(stranger.child.exitCode ?? stranger.child.signalCode).toBeNull();
});

test('a recorded child carries its number and its start', async () => {
  const child = sleeper();
  const lock = await takeLock(stateDir, silent);
  lock.recordChild('worker', child.pid);
  const kept = JSON.parse(await readFile(join(stateDir, 'lock.json'), 'utf8')) as object;
  expect(kept).toMatchObject({
    children: [{ name: 'worker', pid: child.pid, startTime: startTimeOf(child.pid) }],
  });
});

test('a lock file that was cut off while written does not stop a start', async () => {
  await writeFile(join(stateDir, 'lock.json'), '{"superv');
  await expect(takeLock(stateDir, silent)).resolves.toBeDefined();
});
