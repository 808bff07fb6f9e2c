import type { ExportedHead } from '../store/log-head';
import type { LogReport } from '../store/log-check';
import type { LogFault, LogFaultKind } from '../store/log-walk';
import { counted } from './ops/counted';

/** What `npm run log:verify` and `npm run log:head` take. */
export const USAGE = `npm run log:verify [-- --unit UNIT] [--head FILE] [--json]
  Checks the access log of each unit (docs/log.md). Ends with 0 when it is sound, 1 with faults, 2 when it could not be checked.
  --unit UNIT   this unit only
  --head FILE   heads that log:head exported before: with them a cut tail is found for certain
  --json        what was found as JSON

npm run log:head -- --out FILE [--unit UNIT]
  Checks, and writes the last line of each log (unit, number, code, time, seal) to FILE. Keep it outside this machine.

Database, master keys and units are those of SLUSS_DATABASE_URL, SLUSS_MASTER_KEYS and SLUSS_UNITS; without them, those of
the embedded run (SLUSS_STATE_DIR).`;

/** What became of one unit. */
export type Outcome =
  | (LogReport & { readonly head?: ExportedHead | undefined })
  | { readonly unit: string; readonly failed: string };

/** For each fault what it means, and what to do. */
const meanings: Readonly<Record<LogFaultKind, readonly [means: string, todo: string]>> = {
  changed: [
    'does not fit the line before it: it was changed, put there or moved, or a line before it was taken away',
    'Keep the database as it is, and compare with a backup of before.',
  ],
  missing: [
    'is not there; the line after it cannot be checked',
    'Keep the database as it is, and look for the line in a backup.',
  ],
  unchained: [
    'has no code: it is from before the log was a chain, or somebody put it there beside the service',
    'Lines from before stand at the beginning and nowhere else. Nothing proves what they say.',
  ],
  misplaced: [
    'has a number that another line has, or that no line can have',
    'Keep the database as it is: the service never gives a number twice.',
  ],
  cut: [
    'was there and is not any more: the end of the log was cut off, or an older state of the database was put back',
    'If you did not restore a backup yourselves, take the lines from one. Whoever read something then is not known.',
  ],
  beyond: [
    'stands after the one that the database has as the last: it was put there beside the service',
    'Keep the database as it is. Nothing is answered in this unit until the row in log_heads is right (docs/log.md).',
  ],
  headChanged: [
    'is the last, and the row in log_heads does not say so: that row was changed or removed',
    'Set it right as docs/log.md shows; the next line would not fit.',
  ],
  rewritten: [
    'is another line than the one that the exported head names: the log was made anew from an earlier line on',
    'Keep the database as it is. Whoever did this had the keys, or restored an older state that was then written to.',
  ],
};

/** What was found in one unit, in plain words: where, and never what a line says. */
export function inWords(outcome: Outcome): string {
  if ('failed' in outcome) return `${outcome.unit}: could not be checked. ${outcome.failed}`;
  const { unit, lines, faults, end, head } = outcome;
  const against =
    head === undefined ? 'no exported head to compare with' : `compared with the head of ${head.at}`;
  if (faults.length === 0)
    return `${unit}: sound. ${counted(lines, 'line')}, the last is ${end.number}; ${against}.`;
  const told = faults.flatMap((fault) => [`  ${place(fault)} ${meanings[fault.kind][0]}.`]);
  const todo = [...new Set(faults.map(({ kind }) => `  → ${meanings[kind][1]}`))];
  return [`${unit}: FAULTS. ${counted(lines, 'line')}; ${against}.`, ...told, ...todo].join('\n');
}

function place({ from, to }: LogFault): string {
  return from === to ? `Line ${from}` : `Each of lines ${from} to ${to}`;
}
