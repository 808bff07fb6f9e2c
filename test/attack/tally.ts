/** What must not happen, and is counted (the first four) or told (the last). */
export type FaultKind = 'serverError' | 'undocumented' | 'outsideSchema' | 'different' | 'wrong';

/** How the four are called in the report; `wrong` is an attack that got another answer than it must. */
export const faultNames: Readonly<Record<FaultKind, string>> = {
  serverError: '5xx',
  undocumented: 'undocumented',
  outsideSchema: 'outside the schema',
  different: 'foreign ≠ unknown',
  wrong: 'attack not repelled',
};

/** The counts of one part of the attack. */
export interface Counts {
  readonly part: string;
  tries: number;
  readonly faults: Record<FaultKind, number>;
  /** The first of them, in words. */
  readonly findings: string[];
}

const MAX_FINDINGS = 25;

/** Counts that start at nothing. */
export function countsOf(part: string): Counts {
  const faults = { serverError: 0, undocumented: 0, outsideSchema: 0, different: 0, wrong: 0 };
  return { part, tries: 0, faults, findings: [] };
}

/** Counts a fault and keeps the first few in words. */
export function found(counts: Counts, kind: FaultKind, what: string): void {
  counts.faults[kind] += 1;
  if (counts.findings.length < MAX_FINDINGS) counts.findings.push(`${faultNames[kind]}: ${what}`);
}

/** Whether nothing of all that happened. */
export function isClean(parts: readonly Counts[]): boolean {
  return parts.every(({ faults }) => Object.values(faults).every((count) => count === 0));
}

/** The counts as a table for people, with the findings below. */
export function toTable(parts: readonly Counts[]): string {
  const kinds = Object.keys(faultNames) as FaultKind[];
  const row = (cells: readonly string[]): string =>
    cells.map((cell, nth) => (nth === 0 ? cell.padEnd(34) : cell.padStart(20))).join('');
  const total = countsOf('all');
  for (const { tries, faults } of parts) {
    total.tries += tries;
    for (const kind of kinds) total.faults[kind] += faults[kind];
  }
  return [
    row(['', 'tries', ...kinds.map((kind) => faultNames[kind])]),
    ...[...parts, total].map(({ part, tries, faults }) =>
      row([part, String(tries), ...kinds.map((kind) => String(faults[kind]))]),
    ),
    ...parts.flatMap(({ part, findings }) => findings.map((what) => `  ${part}: ${what}`)),
  ].join('\n');
}
