import { isAnonymous } from '../../../domain/letters/common-address';
import { createInbox } from '../../../store/inbox';
import { sentLetters } from '../../../store/late-rows';
import { eachOf } from '../each';
import type { OpsParts } from '../parts';
import type { Told } from './findings';
import type { UnitReport } from './reconcile';

/**
 * Looks in the inboxes of the units that were reconciled for what the others' files say went out to them: after a restore the sender's
 * steps come back, and the recipient's case may be one that is lost (TRF-6). Asked is what the recipient's API answers a sender, by letter
 * id (PIN-3). While steps are still to be brought back nothing is looked for: they would bring the letters' rows too.
 */
export async function withLostLetters(
  parts: OpsParts,
  reports: readonly UnitReport[],
  say: (line: string) => void,
): Promise<readonly UnitReport[]> {
  const isWhole = reports.every(
    ({ told, failed }) =>
      failed.length === 0 &&
      !told.some(({ finding, outcome }) => finding.kind === 'ahead' && outcome === 'left'),
  );
  if (!isWhole) return reports;
  const units = new Set(reports.map(({ unit }) => unit));
  const found: UnitReport[] = [];
  for (const report of reports)
    found.push({
      ...report,
      told: [...report.told, ...(await lostLetters(parts, report.unit, { units, say }))],
    });
  return found;
}

async function lostLetters(
  { database, ring }: OpsParts,
  unit: string,
  { units, say }: { readonly units: ReadonlySet<string>; readonly say: (line: string) => void },
): Promise<readonly Told[]> {
  const inbox = createInbox(database, ring);
  const told: Told[] = [];
  // A letter from the common address stands there under that, and it leaves nobody without a holder (INT-6).
  const letters = (await sentLetters(database, ring, unit, '2000-01-01T00:00:00.000Z')).filter(
    ({ kind, to }) => units.has(to) && !isAnonymous(kind),
  );
  await eachOf(
    letters,
    { say, what: `${unit}: letters looked for` },
    async ({ caseRef, letterId, kind, to }) => {
      if ((await inbox.standing([to], unit, letterId)) !== undefined) return;
      const lost = kind === 'transferPackage' ? 'holderLost' : 'recipientLost';
      told.push({ finding: { kind: lost, unit, caseRef, letters: [letterId], to }, outcome: 'left' });
    },
  );
  return told;
}
