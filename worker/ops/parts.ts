import { Client, Connection } from '@temporalio/client';
import type { PayloadCodec } from '@temporalio/common';
import type { PartyId } from '../../domain/kernel/actor';
import { toInstant } from '../../domain/time/instant';
import type { Instant } from '../../domain/time/instant';
import { namespaceOf } from '../../messages/case-messages';
import { createKeyRing } from '../../security/key-ring';
import type { KeyRing, KeyStore } from '../../security/key-ring';
import type { VersionedMasterKeys } from '../../security/master-keys';
import { openMasterKeys } from '../../security/master-keys-setting';
import { createPayloadCodec } from '../../security/payload-codec';
import { readAccess } from '../../security/temporal-access';
import { createAccessLog } from '../../store/access-log';
import type { AccessLog } from '../../store/access-log';
import { connect } from '../../store/database';
import type { Database } from '../../store/database';
import { createKeyStore } from '../../store/key-store';
import { report } from '../log';
import { HOW_TO_NAME } from './config';
import type { OpsConfig } from './config';

const failureConverterPath = require.resolve('../../security/failure-converter');

/** Temporal as one unit's tools meet it: its own namespace under its own codec (ADR 0001). */
export interface UnitTemporal {
  readonly client: Client;
  readonly namespace: string;
  readonly codec: PayloadCodec;
}

/** What the commands work with. */
export interface OpsParts {
  readonly config: OpsConfig;
  readonly database: Database;
  readonly keyStore: KeyStore;
  readonly masterKeys: VersionedMasterKeys;
  readonly ring: KeyRing;
  readonly accessLog: AccessLog;
  /** Connects at the first call. */
  readonly temporal: () => Promise<Connection>;
  readonly ofUnit: (unit: PartyId) => Promise<UnitTemporal>;
  readonly close: () => Promise<void>;
}

/** What an operator did, for the unit's log. */
export interface OperatorLine {
  readonly unit: PartyId;
  readonly action: string;
  readonly outcome: 'answered' | 'begun' | 'done';
  readonly caseRef?: string;
  /** The letter that it is about. */
  readonly requestId?: string;
  /** When it was, where that is not now. */
  readonly at?: Instant;
}

const CONNECT_MS = 10_000;

/** Opens everything; nothing is reached before it is asked. */
export function openParts(config: OpsConfig): OpsParts {
  const database = connect(config.database, {
    max: 4,
    onIdleError: (error) => {
      report('database', error);
    },
  });
  const keyStore = createKeyStore(database);
  const masterKeys = openMasterKeys(config.masterKeys);
  const ring = createKeyRing({ store: keyStore, masterKeys });
  let reaching: Promise<Reached> | undefined;
  const temporal = async (): Promise<Connection> => (await (reaching ??= reach(config))).connection;
  return {
    ...{ config, database, keyStore, masterKeys, ring, temporal },
    accessLog: createAccessLog(database, ring),
    async ofUnit(unit) {
      const connection = await temporal();
      const namespace = namespaceOf(config.temporal.namespacePrefix, unit);
      const codec = createPayloadCodec(unit, ring);
      const dataConverter = { payloadCodecs: [codec], failureConverterPath };
      return { namespace, codec, client: new Client({ connection, namespace, dataConverter }) };
    },
    async close() {
      await (await reaching?.catch(() => undefined))?.close();
      await database.close();
    },
  };
}

interface Reached {
  readonly connection: Connection;
  readonly close: () => Promise<void>;
}

async function reach({ temporal: { address, access } }: OpsConfig): Promise<Reached> {
  if (address === '') throw new Error(`SLUSS_TEMPORAL_ADDRESS is missing.\n${HOW_TO_NAME}`);
  const { tls, token } = await readAccess(access, report);
  // Of a token its newest: going through many cases takes longer than one is good for.
  const apiKey = token === undefined ? {} : { apiKey: token.current };
  try {
    const connection = await Connection.connect({ address, tls, connectTimeout: CONNECT_MS, ...apiKey });
    const close = async (): Promise<void> => {
      token?.close();
      await connection.close();
    };
    return { connection, close };
  } catch (error) {
    token?.close();
    throw new Error(
      `Temporal at ${address} does not answer. Is it started, and may this machine reach it? The embedded one runs only while the service does: npm start.`,
      { cause: error },
    );
  }
}

/** Writes an operator's line, without which nothing is done (AUD-1, AUD-2). */
export function logOperator(
  { accessLog }: Pick<OpsParts, 'accessLog'>,
  { unit, action, outcome, caseRef, requestId, at = toInstant(Date.now()) }: OperatorLine,
): Promise<void> {
  return accessLog.write({
    ...{ at, unit, who: 'operator', roles: ['operator'] },
    ...{ action, outcome, rules: [] },
    ...(caseRef === undefined ? {} : { caseRef }),
    ...(requestId === undefined ? {} : { requestId }),
  });
}
