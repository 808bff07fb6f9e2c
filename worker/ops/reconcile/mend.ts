import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { openLetter } from '../../../activities/post-activities';
import { caseWorkflowType } from '../../../messages/case-messages';
import type { CaseName, Recovery } from '../../../store/recovery';
import type { Store } from '../../../store/store';
import { startOptions } from '../../revive';
import type { UnitTemporal } from '../parts';
import type { BothSides } from './compare';
import type { Finding, FindingKind } from './findings';
import { lettersIn } from './in-steps';
import { arrivalOf, deliveredBy, lastStep, lostSteps } from './lost-steps';

/** What mending works with, of one unit. */
export interface MendParts {
  readonly temporal: UnitTemporal;
  readonly recovery: Recovery;
  readonly store: Pick<Store, 'inbox' | 'notes'>;
}

type Mend = (parts: MendParts, sides: BothSides, finding: Finding) => Promise<void>;

const CALL_MS = 20_000;

/** How each difference is mended; what is not here a person must look at. */
export const mends: Readonly<Partial<Record<FindingKind, Mend>>> = {
  noWorkflow: (parts, { unit, caseRef }) => start(parts, { unit, caseRef }),
  ahead: bringBack,
  behind: (parts, sides) => startAnew(parts, sides),
  lostCase: (parts, { caseRef }) => end(parts, caseRef),
  historyAltered: (parts, sides) => startAnew(parts, sides),
  forked: (parts, sides) => startAnew(parts, sides),
  rowDiffers: async ({ recovery }, { standing, ...name }) => {
    const append = lastStep(name, standing.steps);
    if (append !== undefined) await recovery.rewrite(append);
  },
  letterWithoutRow: putLettersBack,
  deliveryMissing: (parts, sides) => startAnew(parts, sides),
  inboxUnsettled: async ({ recovery }, { standing, ...name }, { letters = [] }) => {
    for (const commandId of letters) {
      const append = arrivalOf(name, standing.steps, commandId);
      if (append !== undefined) await recovery.settle(append);
    }
  },
};

/** The journal gets back what the workflow acknowledged; its own steps are then its own again, and it goes on (ADR 0002). */
async function bringBack(
  { recovery, store }: MendParts,
  { standing, told, ...name }: BothSides,
): Promise<void> {
  const kept = standing.steps;
  const lost = [...(told?.steps.values() ?? [])]
    .filter(({ seq }) => seq > kept.length)
    .sort((one, other) => one.seq - other.seq);
  const steps = lostSteps(name, kept, lost);
  for (const { append } of steps) {
    const { inbox } = append;
    if (inbox === undefined || inbox.outcome === 'refused') continue;
    // A letter that the backup still holds gives its narratives once more, under the same references.
    const header = await store.inbox.header(name.unit, inbox.from, inbox.letterId);
    if (header !== undefined) await openLetter(store, { ...name, header });
  }
  if (!(await recovery.recover(name, steps))) throw new Error('The journal has moved meanwhile; look again.');
}

async function putLettersBack(
  { recovery }: MendParts,
  sides: BothSides,
  { letters = [] }: Finding,
): Promise<void> {
  const { standing, unit, caseRef } = sides;
  const { steps } = standing;
  const last = lastStep({ unit, caseRef }, steps);
  if (last === undefined) return;
  for (const { step, letter } of lettersIn(steps)) {
    if (!letters.includes(letter.letterId)) continue;
    const end = steps.find(({ commandId }) => commandId === `delivery:${letter.letterId}`);
    await recovery.putBack({ ...last, step }, letter, deliveredBy(end).delivered);
  }
}

/** Ends the workflow of a case, and starts it from the journal. */
export async function startAnew(parts: MendParts, { unit, caseRef }: CaseName): Promise<void> {
  await end(parts, caseRef);
  await start(parts, { unit, caseRef });
}

async function start({ temporal: { client } }: MendParts, { unit, caseRef }: CaseName): Promise<void> {
  await client
    .withDeadline(Date.now() + CALL_MS, () =>
      client.workflow.start(caseWorkflowType, startOptions(unit, caseRef)),
    )
    .catch((error: unknown) => {
      // A worker's own repair may be quicker.
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    });
}

async function end({ temporal: { client } }: MendParts, caseRef: string): Promise<void> {
  await client.withDeadline(Date.now() + CALL_MS, () =>
    client.workflow.getHandle(caseRef).terminate('an operator reconciled it with the journal'),
  );
}
