import { parseArgs } from 'node:util';

/** How the bench is asked for. */
export interface Options {
  readonly json: boolean;
  readonly quick: boolean;
  readonly strict: boolean;
  readonly help: boolean;
  /** A CPU profile of worker and API for each figure, and where their time went. */
  readonly profile: boolean;
  /** Ids of figures; all when empty. */
  readonly only: readonly string[];
  readonly cases: number;
  readonly minutes: number;
}

const CASES = 10_000;
const QUICK_CASES = 500;
const MINUTES = 45;

/** Reads the command line; throws what a person has to mend. */
export function readOptions(args: readonly string[], known: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...{ json: { type: 'boolean' }, quick: { type: 'boolean' }, strict: { type: 'boolean' } },
      ...{ help: { type: 'boolean', short: 'h' }, profile: { type: 'boolean' } },
      only: { type: 'string', multiple: true },
      ...{ cases: { type: 'string' }, minutes: { type: 'string' } },
    },
  });
  const { json = false, quick = false, strict = false, help = false, profile = false } = values;
  const only = (values.only ?? []).flatMap((ids) => ids.split(','));
  const unknown = only.filter((id) => !known.includes(id));
  if (unknown.length > 0)
    throw new Error(`There is no figure ${unknown.join(', ')}. There are: ${known.join(', ')}`);
  return {
    ...{ json, quick, strict, help, only, profile },
    cases: count('--cases', values.cases, quick ? QUICK_CASES : CASES),
    minutes: count('--minutes', values.minutes, MINUTES),
  };
}

function count(name: string, text: string | undefined, otherwise: number): number {
  const value = Number(text ?? otherwise);
  if (Number.isInteger(value) && value > 0) return value;
  throw new Error(`${name} is a whole number from 1`);
}
