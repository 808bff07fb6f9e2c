import { spawn } from 'node:child_process';
import { once } from 'node:events';

import { root } from '../../../dev/root';
import type { Env } from '../../../dev/root';

/** One of our programs in a process of its own, as an operator starts it. */
export interface Program {
  /** What it has said so far. */
  readonly said: () => string;
  /** Waits until it has said something that matches; fails with all that it said when it ends before. */
  readonly says: (what: RegExp) => Promise<RegExpExecArray>;
  readonly signal: (signal: NodeJS.Signals) => void;
  /** Its exit code, once it has ended; a signal's name where that ended it. */
  readonly ended: Promise<number | string>;
}

/** Starts a program with this environment and nothing of the test's own but the path. */
export function start(main: string, env: Env): Program {
  const args = ['--import', 'tsx', '--import', './dev/with-parent.mjs', main];
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { PATH: process.env['PATH'], TZ: 'UTC', ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let said = '';
  const more = (): Promise<unknown> =>
    Promise.race([...[child.stdout, child.stderr].map((stream) => stream && once(stream, 'data')), ended]);
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<number | string>((resolve) => {
    child.once('exit', (code, signal) => {
      resolve(code ?? signal ?? 'unknown');
    });
  });
  const says = async (what: RegExp): Promise<RegExpExecArray> => {
    for (;;) {
      const found = what.exec(said);
      if (found !== null) return found;
      if (child.exitCode !== null || child.signalCode !== null)
        throw new Error(`${main} ended before it said ${String(what)}:\n${said}`);
      await more();
    }
  };
  return { said: () => said, says, signal: (signal) => child.kill(signal), ended };
}
