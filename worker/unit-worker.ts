import type { DataConverter } from '@temporalio/common';
import { Worker } from '@temporalio/worker';
import type { NativeConnection } from '@temporalio/worker';
import { createCaseActivities } from '../activities/case-activities';
import { createPostActivities, openLetter } from '../activities/post-activities';
import type { PartyId } from '../domain/kernel/actor';
import { caseTaskQueue, namespaceOf } from '../messages/case-messages';
import { createPayloadCodec } from '../security/payload-codec';
import { createIdKeys } from '../security/references';
import { failureConverterPath } from './bundle';
import type { Bundle } from './bundle';
import type { Config } from './config';
import { deploymentOptions } from './deployment';
import { observedActivities } from './observed-activities';
import { traceSinks } from './trace-sinks';
import type { Parts } from './wiring';

/** Whose worker it is, and what it has in common with the others. */
export interface UnitWorker {
  readonly unit: PartyId;
  readonly native: NativeConnection;
  readonly bundle: Bundle;
}

/** A worker of one unit: own namespace, own codec. */
export function createWorker(
  config: Config,
  parts: Parts,
  { unit, native, bundle }: UnitWorker,
): Promise<Worker> {
  const { telling } = parts;
  return Worker.create({
    connection: native,
    namespace: namespaceOf(config.temporal.namespacePrefix, unit),
    taskQueue: caseTaskQueue,
    workflowBundle: bundle,
    dataConverter: converterOf(unit, parts, 'mark'),
    activities: activitiesOf(unit, parts),
    interceptors: { activity: [observedActivities(unit, telling)] },
    sinks: traceSinks(unit, telling.tracer),
    // So long a case waits for a worker that was killed before another one reads it anew (ADR 0024).
    stickyQueueScheduleToStartTimeout: '4s',
    maxCachedWorkflows: config.cachedCases,
    ...deploymentOptions(config.buildId),
    // A withdrawal reaches a delivery by its heartbeat (CON-3).
    maxHeartbeatThrottleInterval: '1s',
    shutdownGraceTime: '5s',
    shutdownForceTime: '15s',
  });
}

/** The unit's own codec; what cannot be opened is marked for a workflow, and refused otherwise. */
export function converterOf(unit: PartyId, { keyRing }: Parts, unreadable: 'mark' | 'refuse'): DataConverter {
  return { payloadCodecs: [createPayloadCodec(unit, keyRing, { unreadable })], failureConverterPath };
}

function activitiesOf(unit: PartyId, parts: Parts): object {
  const { profile, addresses, signingKeys, commonAddress, store, telling, keyRing } = parts;
  const { failed: log } = telling;
  const signingKey = signingKeys.get(unit);
  if (signingKey === undefined) throw new Error(`There is no signing key of ${unit}`);
  const record = createCaseActivities({
    journal: store.journal,
    profile,
    shown: store.cases.shown,
    idKey: createIdKeys(keyRing),
    open: (own, caseRef, header) => openLetter(store, { unit: own, caseRef, header }),
    refuseLetter: (own, inbox) => store.inbox.settle(own, inbox),
    log,
  });
  const post = { outbox: store.outbox, addresses, signingKey, log };
  const common = commonAddress === undefined ? {} : { commonAddress };
  return { ...record, ...createPostActivities({ ...post, ...common }) };
}
