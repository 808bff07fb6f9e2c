import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

import type { WireLetter } from '../../domain/letters/wire';

/** What a stand-in remembers of a letter when it is started again: references, never what the letter said. */
export type Remembered = Pick<WireLetter, 'letterId' | 'kind' | 'from' | 'fromCase' | 'reference'>;

/** The letters that a stand-in has received, each once. */
export interface Letterbox {
  readonly take: (letter: WireLetter) => void;
  readonly has: (letterId: string) => boolean;
  readonly all: () => readonly Remembered[];
  /** The letter as it came, as long as this process lives. */
  readonly read: (letterId: string) => WireLetter | undefined;
}

function remembered(file: string): readonly Remembered[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  // A last line cut short by a kill was never acknowledged.
  return lines.slice(0, -1).map((line) => JSON.parse(line) as Remembered);
}

/** Opens the letterbox kept in a file of references, one JSON line each. */
export function openLetterbox(file: string): Letterbox {
  mkdirSync(dirname(file), { recursive: true });
  const known = new Map(remembered(file).map((letter) => [letter.letterId, letter]));
  const contents = new Map<string, WireLetter>();
  return {
    take: (letter) => {
      contents.set(letter.letterId, letter);
      if (known.has(letter.letterId)) return;
      const { letterId, kind, from, fromCase, reference } = letter;
      const line: Remembered = { letterId, kind, from, fromCase, reference };
      appendFileSync(file, `${JSON.stringify(line)}\n`);
      known.set(letterId, line);
    },
    has: (letterId) => known.has(letterId),
    all: () => [...known.values()],
    read: (letterId) => contents.get(letterId),
  };
}
