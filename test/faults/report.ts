import { kinds } from './oracle/findings';
import type { Finding } from './oracle/findings';
import type { Row } from './trial';

/** How a whole run fared. */
export interface Outcome {
  readonly seed: number;
  readonly seconds: number;
  readonly rows: readonly Row[];
  readonly findings: readonly Finding[];
  readonly acknowledged: number;
  readonly again: number;
  readonly cases: number;
  readonly strange: readonly (readonly [string, number])[];
}

const NAME = 47;

/** One screen. */
export function inWords(outcome: Outcome): string {
  const { rows, findings, seed, seconds, acknowledged, again, cases, strange } = outcome;
  const line = (name: string, cells: readonly string[], note = ''): string =>
    `${name.padEnd(NAME)}${cells.map((cell) => cell.padStart(9)).join('')}${note === '' ? '' : `  ${note}`}`;
  const counts = kinds.map((kind) => [kind, findings.filter((one) => one.kind === kind).length] as const);
  return [
    '',
    line('Fault', ['tries', 'survived', 'back, s']),
    ...rows.map(({ name, tries, survived, backMs, note }) =>
      line(name, [String(tries), String(survived), worst(backMs)], note),
    ),
    '',
    counts.map(([kind, count]) => `${kind} ${count}`).join(' · '),
    `${acknowledged} steps acknowledged in ${cases} cases, ${again} asked for more than once; seed ${seed}, ${seconds} s`,
    ...strange.map(([what, count]) => `✗ ${count} × ${what}`),
    ...findings.slice(0, 20).map(({ kind, what }) => `✗ ${kind}: ${what}`),
    '',
    isSound(outcome)
      ? 'Every acknowledged step is there once, every other at most once and, asked again, once; nothing was lost or doubled.'
      : 'Something was lost, doubled or stalled: see above.',
    'tries: how often the fault was made under load. back: until the next acknowledged step once it was over, median and worst.',
  ].join('\n');
}

/** Whether nothing at all was found, and something was tried. */
export function isSound({ rows, findings, strange }: Outcome): boolean {
  return (
    findings.length === 0 && strange.length === 0 && rows.every(({ tries, survived }) => tries === survived)
  );
}

function worst(backMs: readonly number[]): string {
  const sorted = [...backMs].sort((one, other) => one - other);
  const last = sorted.at(-1);
  if (last === undefined) return '–';
  const seconds = (ms = 0): string => (ms / 1000).toFixed(1);
  return `${seconds(sorted[Math.floor(sorted.length / 2)])}/${seconds(last)}`;
}
