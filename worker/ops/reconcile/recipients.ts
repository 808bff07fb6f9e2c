import { isAnonymous } from '../../../domain/letters/common-address';
import { createInbox } from '../../../store/inbox';
import { sentLetters } from '../../../store/late-rows';
import type { SentLetters } from '../../../store/late-rows';
import { eachOf } from '../each';
import type { OpsParts } from '../parts';
import type { OpenReport } from './report';

/**
 * Looks in the inboxes of the units that were reconciled for what the others' files say went out to them: after a restore the sender's
 * steps come back, and the recipient's case may be one that is lost (TRF-6). Asked is what the recipient's API answers a sender, by letter
 * id (PIN-3). While steps are still to be brought back nothing is looked for: they would bring the letters' rows too.
 */
export async function findLostLetters(
  parts: OpsParts,
  reports: readonly OpenReport[],
  say: (line: string) => void,
): Promise<void> {
  const isWhole = reports
    .map(({ soFar }) => soFar())
    .every(
      ({ told, failed }) =>
        failed.length === 0 &&
        !told.some(({ finding, outcome }) => finding.kind === 'ahead' && outcome === 'left'),
    );
  if (!isWhole) return;
  const units = new Set(reports.map(({ unit }) => unit));
  for (const report of reports)
    await lostLetters(parts, report, { units, say }).catch((error: unknown) => {
      report.fail(report.unit, error);
    });
}

async function lostLetters(
  { database, ring }: OpsParts,
  { unit, leave }: OpenReport,
  { units, say }: { readonly units: ReadonlySet<string>; readonly say: (line: string) => void },
): Promise<void> {
  const inbox = createInbox(database, ring);
  const sent = await sentLetters(database, ring, unit, '2000-01-01T00:00:00.000Z');
  await leaveAltered(sent, { unit, leave });
  // A letter from the common address stands there under that, and it leaves nobody without a holder (INT-6).
  const letters = sent.letters.filter(({ kind, to }) => units.has(to) && !isAnonymous(kind));
  await eachOf(
    letters,
    { say, what: `${unit}: letters looked for` },
    async ({ caseRef, letterId, kind, to }) => {
      if ((await inbox.standing([to], unit, letterId)) !== undefined) return;
      const lost = kind === 'transferPackage' ? 'holderLost' : 'recipientLost';
      await leave({ kind: lost, unit, caseRef, letters: [letterId], to });
    },
  );
}

/** Of a letter that does not open nobody knows whom it went to. */
export async function leaveAltered(
  { unopened }: SentLetters,
  { unit, leave }: Pick<OpenReport, 'unit' | 'leave'>,
): Promise<void> {
  for (const { caseRef, letterId } of unopened)
    await leave({ kind: 'altered', unit, caseRef, letters: [letterId] });
}
