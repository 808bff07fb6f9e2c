import { randomUUID } from 'node:crypto';

import { Client, Connection } from '@temporalio/client';

import { createStage } from '../dev/demo/stage';
import type { Stage } from '../dev/demo/stage';
import type { Say } from '../dev/root';
import { profileVersion } from '../domain/profile/lookup';
import { namespaceOf, updateFor } from '../messages/case-messages';
import type { CaseCommand } from '../messages/case-messages';
import type { KeyRing } from '../security/key-ring';
import { createPayloadCodec } from '../security/payload-codec';
import type { Database } from '../store/database';
import { createStore } from '../store/store';
import type { Store } from '../store/store';
import { openRows } from './keys-and-rows';
import { NAMESPACE_PREFIX } from './stack/stack';
import type { Stack } from './stack/stack';
import { benchReader, CASEWORKER, criterion } from './usual-case';

/** Cases of one unit that are open and known to Temporal, each with one deadline in the same minute. */
export interface Seeded {
  readonly caseRefs: readonly string[];
  /** The first instant at which one of them falls due, in milliseconds; the last is a minute later. */
  readonly dueFromMs: number;
  /** Seconds that the journal took, and that their starting took. */
  readonly journalSeconds: number;
  readonly startSeconds: number;
}

/** What every figure is measured with. */
export interface Bench {
  readonly stack: Stack;
  readonly stage: Stage;
  readonly say: Say;
  /** Fewer repetitions, for a look and not for a record. */
  readonly quick: boolean;
  /** The service's own store in this process: what is seeded goes this way. */
  readonly store: Store;
  readonly database: Database;
  readonly keyRing: KeyRing;
  /** Temporal as the worker and the API meet it: a unit's namespace and codec. */
  readonly temporal: (unit: string) => Client;
  /** The cases that are seeded once, at the first figure that needs them. */
  readonly seeded: () => Promise<Seeded>;
}

const PATIENCE_MS = 60_000;

/** Connects the bench with its service. */
export async function connectBench(
  stack: Stack,
  how: Pick<Bench, 'say' | 'quick'>,
): Promise<Omit<Bench, 'seeded'> & { readonly close: () => Promise<void> }> {
  const { database, keyRing } = openRows(stack.env);
  const connection = await Connection.connect({ address: stack.temporalAddress });
  const clients = new Map(stack.units.map((unit) => [unit, clientOf(connection, keyRing, unit)]));
  const stage = createStage(
    { api: stack.api, ui: '', police: stack.police, district: '', tokens: stack.tokens },
    { patienceMs: PATIENCE_MS, print: () => undefined },
  );
  return {
    ...{ stack, stage, database, keyRing, ...how },
    store: createStore({ db: database, ring: keyRing, profile: stack.profile }),
    temporal: (unit) => clients.get(unit) ?? clientOf(connection, keyRing, unit),
    close: async () => {
      await Promise.all([connection.close(), database.close()]);
    },
  };
}

function clientOf(connection: Connection, keyRing: KeyRing, unit: string): Client {
  return new Client({
    connection,
    namespace: namespaceOf(NAMESPACE_PREFIX, unit),
    dataConverter: {
      payloadCodecs: [createPayloadCodec(unit, keyRing)],
      failureConverterPath: require.resolve('../security/failure-converter'),
    },
  });
}

/** The step that is repeated: an assessment with 400 bytes of reason. */
const REASON = 'Påhittat. '.repeat(40);
const value = (): string => (Math.random() < 0.5 ? 'met' : 'unknown');

/** One step over HTTP, acknowledged. */
export async function stepByHttp({ stage }: Bench, caseRef: string): Promise<void> {
  const body = { criterion: 'need', value: value(), reason: REASON };
  const { status } = await stage
    .person(CASEWORKER)
    .post(`/v1/cases/${caseRef}/actions/record-criterion`, body);
  if (status !== 200) throw new Error(`A step was answered with ${status}`);
}

/** The same update by Temporal's own client, past the API. */
export async function stepByClient({ temporal, stack }: Bench, caseRef: string): Promise<void> {
  const update = updateFor('recordCriterion');
  if (update === undefined) throw new Error('There is no such update');
  const commandId: string = randomUUID();
  const action = criterion('need', value(), `n-${commandId}`);
  const command: CaseCommand = {
    commandId,
    actor: benchReader,
    action,
    profileVersion: profileVersion(stack.profile),
  };
  const handle = temporal('sav').workflow.getHandle(caseRef);
  await handle.executeUpdate(update, {
    updateId: `${commandId}.0`,
    args: [command],
  });
}

/** A new case of SAV, registered over HTTP. */
export async function openCase({ stage }: Bench): Promise<string> {
  return stage.open(CASEWORKER, registration(), 'opens');
}

function registration(): object {
  return {
    action: 'registerApplication',
    channel: 'defectorTelephone',
    receivedAt: new Date().toISOString(),
    applicant: { name: 'Bänk Påhittadsson', personalNumber: '19900118-9811', protectedIdentity: true },
    inCustody: false,
    wish: 'Bench (invented).',
  };
}
