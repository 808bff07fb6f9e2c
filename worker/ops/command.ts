import type { ParseArgsConfig } from 'node:util';
import type { PartyId } from '../../domain/kernel/actor';
import { visible } from '../../security/visible';
import { UNADDRESSED } from '../../store/inbox';
import { HOW_TO_NAME, readOpsConfig } from './config';
import type { Env, StoppedRun } from './embedded-run';
import { openParts } from './parts';
import type { OpsParts } from './parts';

/** How a command ends: all is well, something is not, or it could not be found out. */
export const ENDS = { well: 0, found: 1, unable: 2 } as const;

/** What a command has to say in the end. */
export interface Result {
  readonly exit: (typeof ENDS)[keyof typeof ENDS];
  readonly lines: readonly string[];
  readonly json: unknown;
}

/** What a command is called with. */
export interface Call {
  readonly env: Env;
  /** Set where that is the embedded run's, and the run is stopped. */
  readonly stopped: StoppedRun | undefined;
  readonly positionals: readonly string[];
  /** Whether it may change anything. */
  readonly isMeant: boolean;
  readonly units: readonly PartyId[] | undefined;
  readonly text: (option: string) => string | undefined;
  readonly list: (option: string) => readonly string[];
  readonly isAsked: (option: string) => boolean;
  /** How far it is. */
  readonly say: (line: string) => void;
  /** A part of what it has to say, at once; on the error stream where the whole is told as JSON. */
  readonly tell: (text: string) => void;
}

/** One command of `npm run ops`. */
export interface Command {
  readonly summary: string;
  /** All that it does, its options, and what its exit codes mean. */
  readonly help: string;
  readonly options: NonNullable<ParseArgsConfig['options']>;
  readonly run: (call: Call) => Promise<Result>;
}

/** Runs work with everything opened, and closes it. */
export async function withParts<T>(env: Env, work: (parts: OpsParts) => Promise<T>): Promise<T> {
  const parts = openParts(readOpsConfig(env));
  try {
    return await work(parts);
  } finally {
    await parts.close();
  }
}

/**
 * The units that a command is about: those named, or all that are served.
 *
 * @throws Error for one that is not served
 */
export function unitsOf(
  { units }: Pick<Call, 'units'>,
  { config }: Pick<OpsParts, 'config'>,
): readonly PartyId[] {
  if (units === undefined && config.units.length > 0) return config.units;
  if (units === undefined)
    throw new Error(`No units are known: say --unit, or set SLUSS_UNITS.\n${HOW_TO_NAME}`);
  const known = [...config.units, UNADDRESSED];
  const unknown = units.find((unit) => !known.includes(unit));
  if (unknown === undefined || config.units.length === 0) return units;
  throw new Error(`There is no unit ${visible(unknown)} here; SLUSS_UNITS names ${config.units.join(', ')}.`);
}
