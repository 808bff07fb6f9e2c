import type { RuleId } from '../domain/kernel/rule';
import { visible } from '../security/visible';
import { spanHere } from './scope';

/** How much a line matters, the least first. */
export const levels = ['debug', 'info', 'warn', 'error'] as const;
export type Level = (typeof levels)[number];

/**
 * All that a line may say besides its time and its words: references, rule ids, codes and durations (ADR 0005, ADR 0026). There is no field
 * for a text that somebody wrote, and none for a letter, whose id would tie two units' cases to each other.
 */
export interface Fields {
  readonly unit?: string;
  readonly caseRef?: string;
  /** An operation of the API, `record` where its name would tell. */
  readonly operation?: string;
  /** A step's name as Temporal shows it: `record` where the name would tell (ADR 0021). */
  readonly action?: string;
  /** What a member of staff asked for; of no letter's step. */
  readonly command?: string;
  readonly outcome?: string;
  readonly rules?: readonly RuleId[];
  readonly status?: number;
  readonly attempt?: number;
  readonly ms?: number;
  /** When something is tried again. */
  readonly nextInSeconds?: number;
  readonly reference?: string;
  readonly what?: string;
  /** Name, code and place of an error. */
  readonly error?: string;
  readonly code?: string;
  readonly at?: string;
  readonly stack?: string;
  readonly namespace?: string;
  readonly workflowId?: string;
  readonly workflowType?: string;
  readonly activityType?: string;
}

const told: Readonly<Record<keyof Fields, true>> = {
  ...{ unit: true, caseRef: true, operation: true, action: true, command: true },
  ...{
    outcome: true,
    rules: true,
    status: true,
    attempt: true,
    ms: true,
    nextInSeconds: true,
    reference: true,
    what: true,
  },
  ...{ error: true, code: true, at: true, stack: true },
  ...{ namespace: true, workflowId: true, workflowType: true, activityType: true },
};

/** Writes one line. The words are the code's own, never made of what was sent or read. */
export type Log = (level: Level, message: string, fields?: Fields) => void;

/** Which process writes, from which level on, and where to. */
export interface LogOptions {
  readonly process: string;
  readonly from?: Level;
  readonly write?: (line: string) => void;
}

/** The level that the environment names, `info` unless told. */
export function levelIn({ SLUSS_LOG_LEVEL: text = '' }: Readonly<Record<string, string | undefined>>): Level {
  const level = levels.find((known) => known === text);
  if (level === undefined && text !== '')
    throw new Error(`SLUSS_LOG_LEVEL must be one of ${levels.join(', ')}`);
  return level ?? 'info';
}

/** A log of JSON, one object a line, in which nothing can forge a line or hide a part of one. */
export function createLog({ process, from = 'info', write = toStdout }: LogOptions): Log {
  const least = levels.indexOf(from);
  return (level, message, fields = {}) => {
    if (levels.indexOf(level) < least) return;
    const trace = spanHere()?.traceId;
    const line = { time: new Date().toISOString(), level, process, message, ...knownOf(fields), trace };
    write(visible(JSON.stringify(line)));
  };
}

/** Of whatever is given, what a line may say. */
export function knownOf(fields: object): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => Object.hasOwn(told, name)));
}

function toStdout(line: string): void {
  console.log(line);
}
