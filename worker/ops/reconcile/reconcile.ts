import { setTimeout as sleep } from 'node:timers/promises';
import type { PartyId } from '../../../domain/kernel/actor';
import { checkLog } from '../../../store/log-check';
import { KeyMissing } from '../../../security/key-ring';
import { createRecovery } from '../../../store/recovery';
import type { CaseName } from '../../../store/recovery';
import { createInbox } from '../../../store/inbox';
import { createNotes } from '../../../store/notes';
import { allCases } from '../cases';
import { eachOf } from '../each';
import { toldBy } from '../history';
import { logOperator } from '../parts';
import type { OpsParts } from '../parts';
import type { Finding, FindingKind } from './findings';
import { lookAt, waitingIn } from './look';
import type { Looked } from './look';
import { mends, startAnew } from './mend';
import type { MendParts } from './mend';
import type { OpenReport } from './report';

/** How one unit is reconciled. */
export interface ReconcileOptions {
  /** Without it nothing is changed. */
  readonly isMeant: boolean;
  /** Cases whose workflow's own steps may be given up, or the whole of it. */
  readonly givenUp: readonly string[];
  /** Cases whose workflow is started anew though nothing differs: its task fails, and the journal has all that it acknowledged. */
  readonly restarted: readonly string[];
  /** Only these cases; all of the unit when empty. */
  readonly only: readonly string[];
  readonly say: (line: string) => void;
}

/** What happens between both readings looks like a difference; one that is still there after this is one. */
const SETTLES_MS = 3_000;
/** Mending one difference may show the next: steps first, then rows and letters. */
const ROUNDS = 4;

/** Sets one unit's journal against Temporal, and mends what can be mended (ADR 0025). Every change stands in the unit's log (AUD-1). */
export async function reconcileUnit(
  parts: OpsParts,
  report: OpenReport,
  options: ReconcileOptions,
): Promise<void> {
  const { unit } = report;
  const mending = await mendParts(parts, unit);
  const isAll = options.only.length === 0;
  const caseRefs = isAll ? await allCases(parts.database, mending.temporal, unit) : options.only;
  report.look(caseRefs.length);
  if (isAll && (await isAnothers(mending, unit, caseRefs))) {
    report.fail(unit, ANOTHERS);
    return;
  }
  await logOperator(parts, { unit, action: 'reconcile', outcome: options.isMeant ? 'begun' : 'answered' });
  const waiting = await waitingIn(mending, unit);
  await checkChain(parts, report);
  await eachOf(caseRefs, { say: options.say, what: `${unit}: cases looked at` }, async (caseRef) => {
    const look = (): Promise<readonly Looked[]> => lookAt(mending, { unit, caseRef }, waiting);
    const mend = (looked: Looked): Promise<boolean> => mendOne(parts, mending, looked, report);
    const restart = (): Promise<void> =>
      logged(parts, report, { kind: 'restart', unit, caseRef }, () => startAnew(mending, { unit, caseRef }));
    await oneCase({ unit, caseRef, look, mend, restart, leave: report.leave }, options).catch(
      (error: unknown) => {
        report.fail(caseRef, error);
      },
    );
  });
  if (options.isMeant) await logOperator(parts, { unit, action: 'reconcile', outcome: 'done' });
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

async function checkChain({ database, ring }: OpsParts, { unit, leave }: OpenReport): Promise<void> {
  try {
    const { faults } = await checkLog({ db: database, ring }, unit);
    if (faults.length > 0) await leave({ kind: 'chainBroken', unit });
  } catch (error) {
    if (!(error instanceof KeyMissing)) throw error;
    await leave({ kind: 'keyMissing', unit });
  }
}

/** One case while it is looked at. */
interface InHand extends CaseName {
  readonly look: () => Promise<readonly Looked[]>;
  /** Says whether it mended. */
  readonly mend: (looked: Looked) => Promise<boolean>;
  readonly restart: () => Promise<void>;
  readonly leave: (finding: Finding) => Promise<void>;
}

async function oneCase(hand: InHand, options: ReconcileOptions): Promise<void> {
  const { look, mend, restart, leave, unit, caseRef } = hand;
  const found = await rounds(look, mend, options);
  for (const { finding } of found) await leave(finding);
  if (found.length > 0 || !options.restarted.includes(caseRef)) return;
  if (options.isMeant) await restart();
  else await leave({ kind: 'restart', unit, caseRef });
}

/** Looks, and mends as often as that helps; what is left in the end. */
async function rounds(
  look: InHand['look'],
  mend: InHand['mend'],
  { isMeant, givenUp }: ReconcileOptions,
): Promise<readonly Looked[]> {
  if ((await look()).length === 0) return [];
  await sleep(SETTLES_MS);
  let found = await look();
  for (let round = 0; isMeant && round < ROUNDS && found.length > 0; round += 1) {
    let isMended = false;
    for (const looked of found) if (mayMend(looked, givenUp)) isMended = (await mend(looked)) || isMended;
    if (!isMended) break;
    found = await look();
  }
  return found;
}

/** What ends a workflow that knows something nobody else does: only of a case that is named. */
const onlyNamed: ReadonlySet<FindingKind> = new Set<FindingKind>(['forked', 'historyAltered', 'lostCase']);

function mayMend({ finding: { kind, caseRef = '' } }: Looked, givenUp: readonly string[]): boolean {
  return !onlyNamed.has(kind) || givenUp.includes(caseRef);
}

async function mendOne(
  parts: OpsParts,
  mending: MendParts,
  { finding, sides }: Looked,
  report: OpenReport,
): Promise<boolean> {
  const mend = mends[finding.kind];
  if (mend === undefined || sides === undefined) return false;
  await logged(parts, report, finding, () => mend(mending, sides, finding));
  return true;
}

/** What is logged are the tool's words for it, and the case: never what the steps say. */
async function logged(
  parts: OpsParts,
  { mended }: OpenReport,
  finding: Finding,
  work: () => Promise<void>,
): Promise<void> {
  const { kind, unit, caseRef = '' } = finding;
  await logOperator(parts, { unit, caseRef, action: `reconcile:${kind}`, outcome: 'begun' });
  await work();
  await logOperator(parts, { unit, caseRef, action: `reconcile:${kind}`, outcome: 'done' });
  mended(finding);
}
