import { isHeld } from './figure';
import type { Figure, Reading } from './figure';

/** What became of a figure. */
export interface Measured {
  readonly figure: Figure;
  readonly readings: readonly Reading[];
  /** Why there is none. */
  readonly fault?: string;
}

const WIDTH = 66;

/** The figures as a table for people: measured, limit, and whether it was held. */
export function toTable(all: readonly Measured[]): string {
  const head = `${'figure'.padEnd(WIDTH)}${'measured (min–max)'.padStart(30)}${'limit'.padStart(9)}`;
  return [head, '─'.repeat(head.length + 9), ...all.flatMap(linesOf)].join('\n');
}

/** What of the limits was not held, a figure that could not be measured included. */
export function missed(all: readonly Measured[]): readonly string[] {
  return all.flatMap(({ figure, readings, fault }) => [
    ...(fault === undefined ? [] : [`${figure.title}: ${fault}`]),
    ...readings.filter((reading) => isHeld(reading) === false).map(({ what }) => what.trim()),
  ]);
}

function linesOf({ figure, readings, fault }: Measured): readonly string[] {
  const failed = fault === undefined ? [] : [`${figure.title}: not measured. ${fault}`];
  return [...readings.map(lineOf), ...failed];
}

function lineOf(reading: Reading): string {
  const { what, unit, spread, judged = spread.median, judgedAs, limit } = reading;
  const value = (of: number): string => digits(of);
  const range = spread.count > 1 ? ` (${value(spread.min)}–${value(spread.max)})` : '';
  const as = judgedAs === undefined ? '' : `${judgedAs} `;
  const measured = `${as}${value(judged)}${range}${unit === '' ? '' : ` ${unit}`}`;
  const held = { true: 'ok', false: 'MISSED', undefined: '' }[String(isHeld(reading))] ?? '';
  return `${what.padEnd(WIDTH)}${measured.padStart(30)}${(limit ?? '').toString().padStart(9)}  ${held}`.trimEnd();
}

function digits(value: number): string {
  if (!Number.isFinite(value)) return '–';
  return value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);
}
