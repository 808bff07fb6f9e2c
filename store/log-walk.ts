import type { Selectable } from 'kysely';

import { LOG_START, lineMac, sameMac } from '../security/log-mac';
import type { LogKeys } from '../security/log-mac';
import { textOf } from './log-writer';
import type { Tables } from './schema';

/**
 * What can be wrong with a log.
 *
 * - `changed`: a line does not fit the one before it: it was changed, put there or moved, or one before it was taken away
 * - `missing`: no line has that number; the line after it cannot be checked
 * - `unchained`: a line has no code: it is from before the log was a chain, or was put there beside the service
 * - `misplaced`: the number is another line's too, or none that a line can have
 * - `cut`: the log ends before it, and the row of the last line or an exported head knows it
 * - `beyond`: it stands after what the row of the last line says is the last
 * - `headChanged`: the row of the last line is gone, or is not of that line
 * - `rewritten`: the line is not the one that an exported head names
 */
export type LogFaultKind =
  'changed' | 'missing' | 'unchained' | 'misplaced' | 'cut' | 'beyond' | 'headChanged' | 'rewritten';

/** Where something is wrong: numbers of lines, never what stands in them. */
export interface LogFault {
  readonly kind: LogFaultKind;
  readonly from: number;
  readonly to: number;
}

/** The last line of a log: its number and its code. */
export interface LogEnd {
  readonly number: number;
  readonly mac: Buffer;
}

/** A line as it is stored. */
export type LogRow = Selectable<Tables['access_log']>;

/** What was found on the way from the first line to the last. */
export interface Walked {
  readonly faults: readonly LogFault[];
  readonly seen: number;
  readonly end: LogEnd;
}

/** Goes through a log line by line, in the order of the numbers. */
export interface LogWalk {
  readonly take: (row: LogRow) => void;
  readonly result: () => Walked;
}

/** Begins before the first line (AUD-3). */
export function walkLog(keys: LogKeys, exported?: LogEnd): LogWalk {
  const faults: LogFault[] = [];
  let seen = 0;
  let end: LogEnd = { number: 0, mac: LOG_START };
  /** The code of the line before; undefined where that line is missing. */
  let before: Buffer | undefined = LOG_START;

  return {
    take(row) {
      seen += 1;
      if (row.number <= end.number) {
        note(faults, 'misplaced', row.number);
        return;
      }
      if (row.number > end.number + 1) {
        note(faults, 'missing', end.number + 1, row.number - 1);
        before = undefined;
      }
      const fault = faultOf(keys, before, row);
      if (fault !== undefined) note(faults, fault, row.number);
      if (row.number === exported?.number && !sameMac(row.mac ?? LOG_START, exported.mac)) {
        note(faults, 'rewritten', row.number);
      }
      before = row.mac ?? before;
      end = { number: row.number, mac: row.mac ?? LOG_START };
    },
    result: () => ({ faults, seen, end }),
  };
}

function faultOf(keys: LogKeys, before: Buffer | undefined, row: LogRow): LogFaultKind | undefined {
  if (row.mac === null) return 'unchained';
  if (before === undefined) return undefined;
  return sameMac(row.mac, lineMac(keys, before, textOf(row))) ? undefined : 'changed';
}

/** Neighbours with the same fault are told as one. */
function note(faults: LogFault[], kind: LogFaultKind, from: number, to = from): void {
  const last = faults.at(-1);
  if (last?.kind === kind && last.to + 1 === from) faults[faults.length - 1] = { kind, from: last.from, to };
  else faults.push({ kind, from, to });
}
