import type { PartyId } from '../../../domain/kernel/actor';
import type { OpsParts } from '../parts';
import { logOperator } from '../parts';
import type { Finding, FindingKind, Told } from './findings';

/** What people settle and no tool mends: the letter stands in the outbox for ever, the text in a step, so it would be told of at each run. */
const ofPeople: ReadonlySet<FindingKind> = new Set<FindingKind>([
  'letterLost',
  'recipientLost',
  'holderLost',
  'textsLost',
]);

/** How the log's line begins that says who handled it; the reference follows. */
const ACTION = 'reconcileHandled:';

/** A reference of the operator's own records, and no text about anybody. */
const REFERENCE = /^[\w.:/-]{1,64}$/;

/** Which cases the operator says are handled, and where that is written down. */
export interface Handled {
  readonly caseRefs: readonly string[];
  readonly by: string | undefined;
  readonly isMeant: boolean;
}

/** @throws Error for cases without a reference, or one that is none */
export function checkHandled({ caseRefs, by }: Handled): void {
  if (caseRefs.length === 0 && by === undefined) return;
  if (caseRefs.length > 0 && by !== undefined && REFERENCE.test(by)) return;
  throw new Error(
    '--handled CASE goes with --by REFERENCE, the number of the incident or the like: at most 64 letters, digits and . : / - _, no spaces, no names.',
  );
}

/**
 * Tells of what is lost and was handled as that, with the reference. What was handled stands in the unit's log, under the case and the
 * letter (AUD-1): so it is kept as long as what it is about, and cannot be made up in the database.
 */
export async function settled(
  parts: OpsParts,
  finding: Finding,
  { caseRefs, by, isMeant }: Handled,
): Promise<Told> {
  const { kind, unit, caseRef } = finding;
  const left: Told = { finding, outcome: 'left' };
  const subject = subjectOf(finding);
  if (!ofPeople.has(kind) || caseRef === undefined || subject === undefined) return left;
  const before = await handledBefore(parts, unit, caseRef, subject);
  if (before !== undefined) return { finding, outcome: 'handled', by: before };
  if (by === undefined || !isMeant || !caseRefs.includes(caseRef)) return left;
  await logOperator(parts, { unit, caseRef, action: `${ACTION}${by}`, outcome: 'done', requestId: subject });
  return { finding, outcome: 'handled', by };
}

/** Which letter, or how many texts: when more are lost than were handled that is told anew. */
function subjectOf({ letters: [letterId] = [], texts }: Finding): string | undefined {
  return letterId ?? (texts === undefined ? undefined : `texts:${texts}`);
}

async function handledBefore(
  { accessLog }: OpsParts,
  unit: PartyId,
  caseRef: string,
  subject: string,
): Promise<string | undefined> {
  let cursor: string | undefined;
  do {
    const page: Awaited<ReturnType<typeof accessLog.ofCase>> = await accessLog.ofCase(unit, caseRef, {
      limit: 200,
      ...(cursor === undefined ? {} : { cursor }),
    });
    for (const { who, action = '', requestId, doubt } of page.items)
      if (who === 'operator' && doubt === undefined && requestId === subject && action.startsWith(ACTION))
        return action.slice(ACTION.length);
    cursor = page.next;
  } while (cursor !== undefined);
  return undefined;
}
