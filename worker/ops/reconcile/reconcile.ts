import { setTimeout as sleep } from 'node:timers/promises';
import type { PartyId } from '../../../domain/kernel/actor';
import { checkLog } from '../../../store/log-check';
import { createRecovery } from '../../../store/recovery';
import { createInbox } from '../../../store/inbox';
import { createNotes } from '../../../store/notes';
import { allCases } from '../cases';
import { eachOf } from '../each';
import { toldBy } from '../history';
import { logOperator } from '../parts';
import type { OpsParts } from '../parts';
import type { FindingKind, Told } from './findings';
import { lookAt, waitingIn } from './look';
import type { Looked } from './look';
import { mends } from './mend';
import type { MendParts } from './mend';

/** How one unit is reconciled. */
export interface ReconcileOptions {
  /** Without it nothing is changed. */
  readonly isMeant: boolean;
  /** Cases whose workflow's own steps may be given up, or the whole of it. */
  readonly givenUp: readonly string[];
  /** Only these cases; all of the unit when empty. */
  readonly only: readonly string[];
  readonly say: (line: string) => void;
}

/** What was found in one unit, and what became of it. */
export interface UnitReport {
  readonly unit: PartyId;
  /** How many were looked at; absent where letters were asked for. */
  readonly cases?: number;
  readonly told: readonly Told[];
  /** Cases that could not be looked at, with why. */
  readonly failed: readonly { readonly caseRef: string; readonly why: string }[];
}

/** What happens between both readings looks like a difference; one that is still there after this is one. */
const SETTLES_MS = 3_000;
/** Mending one difference may show the next: steps first, then rows and letters. */
const ROUNDS = 4;

/** Sets one unit's journal against Temporal, and mends what can be mended (ADR 0025). Every change stands in the unit's log (AUD-1). */
export async function reconcileUnit(
  parts: OpsParts,
  unit: PartyId,
  options: ReconcileOptions,
): Promise<UnitReport> {
  const mending = await mendParts(parts, unit);
  const isAll = options.only.length === 0;
  const caseRefs = isAll ? await allCases(parts.database, mending.temporal, unit) : options.only;
  if (isAll && (await isAnothers(mending, unit, caseRefs)))
    return { unit, cases: caseRefs.length, told: [], failed: [{ caseRef: unit, why: ANOTHERS }] };
  await logOperator(parts, { unit, action: 'reconcile', outcome: options.isMeant ? 'begun' : 'answered' });
  const waiting = await waitingIn(mending, unit);
  const report = {
    told: [...(await chainOf(parts, unit))],
    failed: [] as { caseRef: string; why: string }[],
  };
  await eachOf(caseRefs, { say: options.say, what: `${unit}: cases looked at` }, async (caseRef) => {
    const look = (): Promise<readonly Looked[]> => lookAt(mending, { unit, caseRef }, waiting);
    try {
      report.told.push(...(await oneCase(parts, mending, look, options)));
    } catch (error) {
      report.failed.push({ caseRef, why: error instanceof Error ? error.message : String(error) });
    }
  });
  if (options.isMeant) await logOperator(parts, { unit, action: 'reconcile', outcome: 'done' });
  return { unit, cases: caseRefs.length, ...report };
}

const ANOTHERS =
  'the database has no case of the unit, and workflows of its cases run: it is empty, or another installation’s. Nothing was done. ' +
  'Look at SLUSS_DATABASE_URL and SLUSS_NAMESPACE_PREFIX, or restore first. If every case of the unit is lost, name each with --case and --give-up';

/** An empty database beside workflows whose keys it lacks would make every one of them a lost case. */
async function isAnothers(
  { recovery, temporal }: MendParts,
  unit: PartyId,
  caseRefs: readonly string[],
): Promise<boolean> {
  if ((await recovery.casesAfter(unit, '', 1)).length > 0) return false;
  for (const caseRef of caseRefs)
    if ((await toldBy(temporal, caseRef))?.unreadable !== undefined) return true;
  return false;
}

async function mendParts({ database, ring, ofUnit }: OpsParts, unit: PartyId): Promise<MendParts> {
  const store = { inbox: createInbox(database, ring), notes: createNotes(database, ring) };
  return { temporal: await ofUnit(unit), recovery: createRecovery(database, ring), store };
}

async function chainOf({ database, ring }: OpsParts, unit: PartyId): Promise<readonly Told[]> {
  const { faults } = await checkLog({ db: database, ring }, unit);
  return faults.length === 0 ? [] : [{ finding: { kind: 'chainBroken', unit }, outcome: 'left' }];
}

async function oneCase(
  parts: OpsParts,
  mending: MendParts,
  look: () => Promise<readonly Looked[]>,
  { isMeant, givenUp }: ReconcileOptions,
): Promise<readonly Told[]> {
  if ((await look()).length === 0) return [];
  await sleep(SETTLES_MS);
  let found = await look();
  if (!isMeant) return found.map(({ finding }) => ({ finding, outcome: 'left' }));
  const told: Told[] = [];
  for (let round = 0; round < ROUNDS && found.length > 0; round += 1) {
    const mended = await mendAll(parts, mending, found, givenUp);
    told.push(...mended.filter(({ outcome }) => outcome === 'mended'));
    if (!mended.some(({ outcome }) => outcome === 'mended')) break;
    found = await look();
  }
  return [...told, ...found.map(({ finding }): Told => ({ finding, outcome: 'left' }))];
}

/** What ends a workflow that knows something nobody else does: only of a case that is named. */
const onlyNamed: ReadonlySet<FindingKind> = new Set<FindingKind>(['forked', 'lostCase']);

async function mendAll(
  parts: OpsParts,
  mending: MendParts,
  found: readonly Looked[],
  givenUp: readonly string[],
): Promise<readonly Told[]> {
  const told: Told[] = [];
  for (const { finding, sides } of found) {
    const { kind, unit, caseRef = '' } = finding;
    const mend = mends[kind];
    const mayMend = !onlyNamed.has(kind) || givenUp.includes(caseRef);
    if (mend === undefined || sides === undefined || !mayMend) {
      told.push({ finding, outcome: 'left' });
      continue;
    }
    // What is logged are the tool's words for it, and the case: never what the steps say.
    await logOperator(parts, { unit, caseRef, action: `reconcile:${kind}`, outcome: 'begun' });
    const { lostTexts } = await mend(mending, sides, finding);
    await logOperator(parts, { unit, caseRef, action: `reconcile:${kind}`, outcome: 'done' });
    told.push({ finding, outcome: 'mended', ...(lostTexts > 0 ? { lostTexts } : {}) });
  }
  return told;
}
