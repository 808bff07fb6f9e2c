import { caseRow, ledgerRows } from '../../../domain/case/row';
import type { PartyId } from '../../../domain/kernel/actor';
import type { Step } from '../../../domain/kernel/step';
import type { CaseRow, LedgerRow } from '../../../domain/ports/journal.port';
import { canonicalJson } from '../../../security/canonical-json';
import type { CaseStanding, StoredRow } from '../../../store/case-standing';
import type { Told } from '../history';
import type { Finding, FindingKind } from './findings';
import { lettersIn, stateOf, textsOf } from './in-steps';

/** One case from both sides. */
export interface BothSides {
  readonly unit: PartyId;
  readonly caseRef: string;
  readonly standing: CaseStanding;
  readonly told: Told | undefined;
  /** Command ids of letters that wait in the inbox for this case. */
  readonly waiting: readonly string[];
  /** Ids of narratives and identities that the journal names and the database does not have. */
  readonly lostTexts: readonly string[];
}

/** What differs in one case (ADR 0025). Where steps are missing nothing else is looked for: it would follow from that. */
export function compare(sides: BothSides): readonly Finding[] {
  const { standing } = sides;
  const { steps } = standing;
  const at = finder(sides);
  const hole = steps.findIndex(({ seq }, nth) => seq !== nth + 1);
  if (hole !== -1) return [at('gap', { steps: [hole + 1, (steps[hole]?.seq ?? 0) - 1] })];
  const inSteps = compareSteps(sides);
  if (inSteps.length > 0) return inSteps;
  return steps.length === 0 ? [] : [...compareRows(sides), ...compareLetters(sides), ...compareTexts(sides)];
}

type Differs = Pick<Finding, 'steps' | 'letters' | 'texts'>;

function finder({ unit, caseRef }: BothSides): (kind: FindingKind, differs?: Differs) => Finding {
  return (kind, differs = {}) => ({ kind, unit, caseRef, ...differs });
}

function compareSteps(sides: BothSides): readonly Finding[] {
  const { standing, told } = sides;
  const at = finder(sides);
  const last = standing.steps.length;
  const known = told?.steps ?? new Map<number, Step>();
  const fork = standing.steps.find((step) => isOther(step, known.get(step.seq)));
  if (fork !== undefined) return [at('forked', { steps: [fork.seq, Math.max(last, ...known.keys())] })];
  const lost = [...known.keys()].filter((seq) => seq > last).sort((one, other) => one - other);
  const isWhole = lost.every((seq, nth) => seq === last + 1 + nth);
  if (lost.length > 0) return [at(isWhole ? 'ahead' : 'forked', { steps: [last + 1, Math.max(...lost)] })];
  if (told?.unreadable !== undefined) return unreadable(sides, told.isRunning);
  return last === 0 ? [] : behind(sides);
}

/** Two steps under one number: each went on after a backup was restored. */
function isOther(step: Step, same: Step | undefined): boolean {
  return same !== undefined && (same.commandId !== step.commandId || same.at !== step.at);
}

function behind(sides: BothSides): readonly Finding[] {
  const { standing, told } = sides;
  const last = standing.steps.length;
  if (told?.isRunning !== true) return [finder(sides)('noWorkflow')];
  const { hasLoaded, knows } = told;
  return hasLoaded && knows < last ? [finder(sides)('behind', { steps: [knows + 1, last] })] : [];
}

/**
 * Answers in its history do not open: what they said nobody else may know. Only where nothing opens, and the database has nothing
 * either, the case is lost; a run that has ended says nothing any more.
 */
function unreadable(sides: BothSides, isRunning: boolean): readonly Finding[] {
  const at = finder(sides);
  if (sides.standing.steps.length === 0) return isRunning ? [at('lostCase')] : [];
  return [at(isRunning ? 'historyAltered' : 'noWorkflow')];
}

function compareRows(sides: BothSides): readonly Finding[] {
  const { row, ledger, steps } = sides.standing;
  const state = stateOf(steps);
  const isSame = row !== undefined && isRow(row, caseRow(state), steps.length);
  return isSame && isLedger(ledger, ledgerRows(state)) ? [] : [finder(sides)('rowDiffers')];
}

function isRow(stored: StoredRow, row: CaseRow, last: number): boolean {
  return stored.seq === last && asText(stored) === asText(row);
}

function asText({ people, ...row }: Omit<CaseRow, 'settled'>): string {
  const { status, awaits, next, nextDue, overdue, waitsAtReception, supervisors } = row;
  const parts = people.map(({ person, part }) => `${part} ${person}`).sort();
  return canonicalJson([status, awaits, next, nextDue, overdue, waitsAtReception, supervisors, parts]);
}

/** A consent that the ledger no longer names has ended; when, only the row says. */
function isLedger(stored: readonly LedgerRow[], ledger: readonly LedgerRow[]): boolean {
  const byId = new Map(stored.map((row) => [row.consentId, row]));
  const named = new Set(ledger.map(({ consentId }) => consentId));
  return (
    ledger.every(({ consentId, validUntil, endedAt }) => {
      const row = byId.get(consentId);
      return row?.validUntil === validUntil && row.endedAt === endedAt;
    }) && stored.every(({ consentId, endedAt }) => named.has(consentId) || endedAt !== null)
  );
}

function compareLetters(sides: BothSides): readonly Finding[] {
  const { standing, told, waiting } = sides;
  const at = finder(sides);
  const done = new Set(standing.steps.map(({ commandId }) => commandId));
  const written = lettersIn(standing.steps).map(({ letter }) => letter.letterId);
  const rowless = written.filter((letterId) => !standing.outbox.has(letterId));
  const idle = written.filter(
    (letterId) => !done.has(`delivery:${letterId}`) && told?.delivering.has(letterId) === false,
  );
  const settled = waiting.filter((commandId) => done.has(commandId));
  return [
    ...(rowless.length > 0 ? [at('letterWithoutRow', { letters: rowless })] : []),
    ...(told?.hasLoaded === true && idle.length > 0 ? [at('deliveryMissing', { letters: idle })] : []),
    ...(settled.length > 0 ? [at('inboxUnsettled', { letters: settled })] : []),
  ];
}

/** Each with the step that names it: the unit has to know which ones to write anew. */
function compareTexts(sides: BothSides): readonly Finding[] {
  const lost = new Set(sides.lostTexts);
  const seqs = sides.standing.steps
    .filter((step) => textsOf([step]).some((id) => lost.has(id)))
    .map(({ seq }) => seq);
  if (seqs.length === 0) return [];
  return [finder(sides)('textsLost', { steps: [Math.min(...seqs), Math.max(...seqs)], texts: lost.size })];
}
