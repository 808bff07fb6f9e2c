/** Durations of one kind of call, in milliseconds. */
export interface Figures {
  readonly what: string;
  readonly count: number;
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** Runs a call so many times, one after the other, and gives median, minimum and maximum in milliseconds. */
export async function measure(
  what: string,
  count: number,
  call: (nth: number) => Promise<unknown>,
): Promise<Figures> {
  const times: number[] = [];
  for (let nth = 0; nth < count; nth += 1) {
    const begun = performance.now();
    await call(nth);
    times.push(performance.now() - begun);
  }
  const sorted = times.toSorted((one, other) => one - other);
  const at = (index: number): number => sorted[index] ?? Number.NaN;
  return { what, count, median: at(Math.floor(count / 2)), min: at(0), max: at(count - 1) };
}

/** The figures as a table for people. */
export function toTable(figures: readonly Figures[]): string {
  const row = (what: string, cells: readonly string[]): string =>
    `${what.padEnd(44)}${cells.map((cell) => cell.padStart(9)).join('')}`;
  const ms = (value: number): string => value.toFixed(1);
  return [
    row('milliseconds, one client', ['runs', 'median', 'min', 'max']),
    ...figures.map(({ what, count, median, min, max }) =>
      row(what, [String(count), ms(median), ms(min), ms(max)]),
    ),
  ].join('\n');
}
