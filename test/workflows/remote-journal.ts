import type { ChildProcess } from 'node:child_process';
import type { CaseJournal, CaseActivitiesOptions } from '../../activities/case-activities';
import type { MemoryJournal } from './memory-journal';

// A worker that is killed must not take the journal with it: the test keeps it, and the worker asks over the pipe.

type Shown = CaseActivitiesOptions['shown'];
type Name = 'append' | 'load' | 'page' | 'shown';

interface Call {
  readonly id: number;
  readonly name: Name;
  readonly args: readonly unknown[];
}

interface Answer {
  readonly id: number;
  readonly value?: unknown;
}

/** The journal as the worker process has it. */
export function remoteJournal(): CaseJournal & { readonly shown: Shown } {
  const waiting = new Map<number, (value: unknown) => void>();
  process.on('message', ({ id, value }: Answer) => {
    waiting.get(id)?.(value);
    waiting.delete(id);
  });
  const call =
    (name: Name) =>
    (...args: readonly unknown[]): Promise<never> =>
      new Promise((resolve) => {
        const id = waiting.size + Math.random();
        waiting.set(id, resolve as (value: unknown) => void);
        process.send?.({ id, name, args } satisfies Call);
      });
  return { append: call('append'), load: call('load'), page: call('page'), shown: call('shown') };
}

/** Answers a worker process from the test's journal. */
export function serveJournal(child: ChildProcess, journal: MemoryJournal): void {
  child.on('message', ({ id, name, args }: Call) => {
    const method = journal[name] as (...given: readonly unknown[]) => Promise<unknown>;
    method(...args).then(
      (value) => {
        if (child.connected) child.send({ id, value } satisfies Answer);
      },
      () => undefined,
    );
  });
}
