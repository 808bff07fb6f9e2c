import { readFileSync } from 'node:fs';

const text = { type: 'string' } as const;

/** The options of `npm run police`, for `parseArgs`. */
export const options = {
  as: text,
  to: text,
  key: text,
  'key-id': text,
  id: text,
  reference: text,
  level: text,
  nature: text,
  stage: text,
  answer: text,
  'not-final': { type: 'boolean' },
  grounds: text,
  'grounds-file': text,
  'assessed-at': text,
  replaces: text,
  out: text,
  json: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

/** What was given on the command line. */
export type Given = {
  readonly [name in keyof typeof options]?: (typeof options)[name]['type'] extends 'boolean'
    ? boolean
    : string;
};

/** The words of the command line for what the wire calls otherwise; anything else goes as it was written, and is refused there. */
const WIRE: Readonly<Record<string, string>> = { 'in-depth': 'inDepth', 'go-on': 'goOn' };
const onWire = (word: string | undefined): string | undefined =>
  word === undefined ? word : (WIRE[word] ?? word);

/** The body of a threat assessment (THR-4), as docs/police.md describes it. */
export function assessmentFrom(given: Given): object {
  return {
    ...common(given),
    level: given.level,
    nature: given.nature,
    stage: onWire(given.stage ?? (given.as === 'bops' ? 'in-depth' : 'initial')),
    final: given['not-final'] !== true,
  };
}

/** The body of an answer whether an exit goes on (THR-8). */
export function crimeAnswerFrom(given: Given): object {
  return { ...common(given), answer: onWire(given.answer) };
}

function common(given: Given): object {
  const file = given['grounds-file'];
  return {
    reference: given.reference,
    assessedAt: given['assessed-at'] ?? new Date().toISOString(),
    grounds: file === undefined ? given.grounds : readFileSync(file, 'utf8'),
    ...(given.replaces === undefined ? {} : { replaces: given.replaces }),
  };
}
