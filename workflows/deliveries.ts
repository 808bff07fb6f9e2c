import { ActivityCancellationType, CancellationScope, log, proxyActivities } from '@temporalio/workflow';
import type { DeliveryOutcome, Post } from '../domain/ports/post.port';
import type { CaseRun } from './case-run';

/** A letter on its way out. */
export interface Delivery {
  readonly consents: readonly string[];
  readonly scope: CancellationScope;
}

const retry = { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '5m' } as const;
// The activity says how it ended, so that nothing is asked of the recipient while it is still being sent.
const cancellationType = ActivityCancellationType.WAIT_CANCELLATION_COMPLETED;
const { deliver: deliverLetter } = proxyActivities<Pick<Post, 'deliver'>>({
  summary: 'Sends a letter',
  startToCloseTimeout: '60s',
  heartbeatTimeout: '10s',
  retry,
  cancellationType,
});
const { settle: settleLetter } = proxyActivities<Pick<Post, 'settle'>>({
  summary: 'Stops a letter, or finds out what became of it',
  startToCloseTimeout: '60s',
  heartbeatTimeout: '10s',
  // Somebody waits to hear whether a withdrawal came in time.
  retry: { ...retry, maximumInterval: '30s' },
  cancellationType,
});

/** Starts the delivery of every posted letter that is not on its way; each in a scope of its own. */
export function beginDeliveries(run: CaseRun): void {
  for (const [letterId, consents] of run.file.posted) {
    if (!run.deliveries.has(letterId)) begin(run, letterId, consents);
  }
}

/** A withdrawal has come in: what the consent carries and is not out yet is stopped at once (CON-3). */
export function stopCarriedBy(run: CaseRun, consentId: string): void {
  run.withdrawn.set(consentId, (run.withdrawn.get(consentId) ?? 0) + 1);
  for (const { consents, scope } of run.deliveries.values()) {
    if (consents.includes(consentId)) scope.cancel();
  }
}

/** The withdrawal has had its turn: from now on the journal's ledger says what may go. */
export function withdrawalHandled(run: CaseRun, consentId: string): void {
  const waiting = (run.withdrawn.get(consentId) ?? 1) - 1;
  if (waiting > 0) run.withdrawn.set(consentId, waiting);
  else run.withdrawn.delete(consentId);
}

function begin(run: CaseRun, letterId: string, consents: readonly string[]): void {
  const scope = new CancellationScope();
  run.deliveries.set(letterId, { consents, scope });
  const stopped = consents.some((consentId) => run.withdrawn.has(consentId));
  void (stopped ? settle(run, letterId) : deliver(run, letterId, scope)).then(
    (outcome) => {
      run.queue.push({ kind: 'deliveryEnded', letterId, outcome });
    },
    () => {
      // Only a fault ends a delivery so; the letter stays posted and the next run tries again.
      log.error('a letter could not be delivered', { caseRef: run.file.caseRef, letterId });
    },
  );
}

async function deliver(run: CaseRun, letterId: string, scope: CancellationScope): Promise<DeliveryOutcome> {
  const { unit, caseRef } = run.file;
  try {
    return await scope.run(() => deliverLetter(unit, caseRef, letterId));
  } catch (error) {
    // Told to stop, an attempt may also end as failed or timed out: its worker was killed, or nobody was there.
    if (!scope.consideredCancelled) throw error;
    return settle(run, letterId);
  }
}

function settle(run: CaseRun, letterId: string): Promise<DeliveryOutcome> {
  const { unit, caseRef } = run.file;
  return settleLetter(unit, caseRef, letterId);
}
