import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createProcesses } from '../../dev/processes';
import type { ChildSpec, Processes } from '../../dev/processes';

let logDir: string;
let processes: Processes;
let deaths: string[];

function script(name: string, code: string, readyWithinMs = 60_000): ChildSpec {
  return { name, command: process.execPath, args: ['-e', code], ready: { line: /^ready/m }, readyWithinMs };
}

const stays = `console.log('ready'); setInterval(() => undefined, 1000);`;
const tellsItsEnd = (name: string): string =>
  `${stays} process.on('SIGTERM', () => {
     require('node:fs').appendFileSync(process.env.ORDER, '${name} ');
     process.exit(0);
   });`;

beforeEach(async () => {
  logDir = await mkdtemp(join(tmpdir(), 'sluss-processes-'));
  deaths = [];
  processes = createProcesses({
    logDir,
    env: { ...process.env, ORDER: join(logDir, 'order') },
    onStarted: () => undefined,
    onDeath: (message) => deaths.push(message),
  });
});

afterEach(async () => {
  await processes.stop();
  await rm(logDir, { recursive: true, force: true });
});

test('children are ended in reverse order, and that is no death', async () => {
  await processes.start(script('first', tellsItsEnd('first')));
  await processes.start(script('second', tellsItsEnd('second')));
  await processes.stop();
  await expect(readFile(join(logDir, 'order'), 'utf8')).resolves.toBe('second first ');
  expect(deaths).toEqual([]);
});

test('a child that ends before it is ready is an error with the end of its log', async () => {
  const start = processes.start(script('broken', `console.error('no key'); process.exit(3)`));
  await expect(start).rejects.toThrow(/broken ended \(exit code 3\)[^]*\| no key/);
});

test('a child that is not ready in time is an error with the end of its log', async () => {
  const start = processes.start(script('slow', `console.log('warming up'); setInterval(() => 0, 1000)`, 500));
  await expect(start).rejects.toThrow(/slow was not ready within 0.5 s[^]*\| warming up/);
});

test('a program that does not exist is an error that says so', async () => {
  const spec: ChildSpec = { name: 'gone', command: '/does/not/exist', args: [], ready: { line: /x/ } };
  await expect(processes.start(spec)).rejects.toThrow(/gone could not be started/);
});

test('a readiness line of an earlier run does not count', async () => {
  await processes.start(script('again', stays));
  await processes.stop();
  const next = createProcesses({
    logDir,
    env: process.env,
    onStarted: () => undefined,
    onDeath: () => undefined,
  });
  await expect(next.start(script('again', 'setInterval(() => 0, 1000)', 500))).rejects.toThrow(/not ready/);
  await next.stop();
});

test('a child that dies by itself is told once', async () => {
  const pid = await processes.start(script('worker', stays));
  process.kill(pid, 'SIGKILL');
  while (deaths.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(deaths).toEqual([expect.stringMatching(/^worker ended \(SIGKILL\)/)]);
});
