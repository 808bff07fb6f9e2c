import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { root } from '../../dev/root';
import { plusSeconds, toInstant } from '../../domain/time/instant';
import { newCaseRef } from '../../security/references';
import type { Bench } from '../bench';
import type { Figure } from '../figure';
import { newFile, plan } from '../journal-file';
import { spread } from '../numbers';
import { benchReader, investigated } from '../usual-case';

const run = promisify(execFile);
const WITHIN_MS = 300_000;
const PART = 50;
const YEAR_SECONDS = 365 * 24 * 3600;

/** What a cached case takes in the worker's memory: the growth from one part of cases to the next. */
export const heap: Figure = {
  id: 'heap',
  title: 'heap per cached open case',
  minutes: 8,
  measure: async (bench) => {
    const parts: string[][] = [];
    const count = bench.quick ? 3 : 6;
    while (parts.length < count) parts.push(await written(bench));
    const program = ['--expose-gc', '--import', 'tsx', 'bench/child/heap-main.ts'];
    const { stdout } = await run(process.execPath, [...program, ...parts.map((part) => part.join(','))], {
      ...{ cwd: root, timeout: WITHIN_MS, killSignal: 'SIGKILL' },
      env: { ...bench.stack.env, TZ: 'UTC' },
    });
    const read = stdout
      .split('\n')
      .filter((line) => line.startsWith('['))
      .map((line) => JSON.parse(line) as readonly [number, number]);
    const grown = read.slice(1).map(([, bytes], nth) => (bytes - (read[nth]?.[1] ?? 0)) / PART / 1000);
    return [
      {
        what: 'heap per cached open case, eight steps in',
        ...{ unit: 'kB', limit: 150, spread: spread(grown) },
        note: 'a worker whose workflows run in the thread that is measured',
      },
    ];
  },
};

async function written({ store, stack }: Bench): Promise<string[]> {
  const caseRefs = Array.from({ length: PART }, newCaseRef);
  const now = toInstant(Date.now());
  for (const caseRef of caseRefs) {
    const file = newFile(caseRef);
    for (const action of investigated(now, plusSeconds(now, YEAR_SECONDS), caseRef))
      await store.journal.append(plan(file, action, { reader: benchReader, profile: stack.profile, now }));
  }
  return caseRefs;
}
