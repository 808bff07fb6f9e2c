import type { PartyId } from '../../../domain/kernel/actor';
import { counted } from '../counted';
import { words } from './findings';
import type { Finding, Told } from './findings';

/** What was found in one unit, and what became of it. */
export interface UnitReport {
  readonly unit: PartyId;
  /** How many were looked at; absent where letters were asked for. */
  readonly cases?: number;
  readonly told: readonly Told[];
  /** What could not be looked at, with why: cases, or the unit itself. */
  readonly failed: readonly { readonly caseRef: string; readonly why: string }[];
}

/** A report that is told as it grows: what was found and mended is not lost with what fails after it. */
export interface OpenReport {
  readonly unit: PartyId;
  readonly mended: (finding: Finding) => void;
  /** What stays a difference, or was handled by people. */
  readonly leave: (finding: Finding) => Promise<void>;
  readonly fail: (caseRef: string, why: unknown) => void;
  readonly look: (cases: number) => void;
  readonly soFar: () => UnitReport;
}

/** Begins the report of a unit; what comes into it is printed at once. */
export function openReport(
  unit: PartyId,
  print: (text: string) => void,
  settle: (finding: Finding) => Promise<Told>,
): OpenReport {
  const told: Told[] = [];
  const failed: UnitReport['failed'][number][] = [];
  let cases: number | undefined;
  const tell = (one: Told): void => {
    told.push(one);
    print(inWords(one).join('\n'));
  };
  return {
    unit,
    mended(finding) {
      tell({ finding, outcome: 'mended' });
    },
    async leave(finding) {
      tell(await settle(finding));
    },
    fail(caseRef, error) {
      const why = error instanceof Error ? error.message : String(error);
      failed.push({ caseRef, why });
      print(`  ${caseRef} could not be looked at: ${why}`);
    },
    look(count) {
      cases = count;
    },
    soFar: () => ({ unit, ...(cases === undefined ? {} : { cases }), told, failed }),
  };
}

/** The line that ends a unit's report. */
export function sumOf({ unit, cases, told, failed }: UnitReport): string {
  const found = told.length === 0 ? 'nothing differs' : counted(told.length, 'difference');
  const looked = cases === undefined ? '' : `${counted(cases, 'case')}, `;
  const missed = failed.length === 0 ? '' : `, ${failed.length} could not be looked at`;
  return `${unit}: ${looked}${found}${missed}`;
}

function inWords({ finding, outcome, by = '' }: Told): readonly string[] {
  const { what, todo, mend = '' } = words[finding.kind];
  const then = { left: todo, mended: `mended: ${mend}`, handled: `seen, handled by ${by}` };
  return [
    `  ${finding.caseRef ?? finding.unit}, ${finding.kind}: ${what(finding)}`,
    `    → ${then[outcome]}`,
  ];
}
