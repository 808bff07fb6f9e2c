import { rename } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

import { letterSignals } from '../../../messages/case-messages';
import { createPayloadCodec } from '../../../security/payload-codec';
import { rowOf } from '../trial';
import type { Ground, Row, Try } from '../trial';

const AWAY_MS = 4_000;
const ROUNDS = 2;

/** The master keys are away, and come back. */
export async function keysAway({ main, times }: Ground, attempt: Try): Promise<readonly Row[]> {
  const row = rowOf('master keys away and back');
  const { masterKeys } = main.keys.files;
  for (let nth = 0; nth < ROUNDS * times; nth += 1)
    await attempt(row, async () => {
      await rename(masterKeys, `${masterKeys}.away`);
      await sleep(AWAY_MS);
      await rename(`${masterKeys}.away`, masterKeys);
    });
  return [row];
}

interface Payload {
  readonly metadata?: Readonly<Record<string, Uint8Array>>;
  readonly data?: Uint8Array;
}

const bytes = (text: string): Uint8Array => Buffer.from(text);

/** What no case can open, from a good payload of one. */
const spoiled: Readonly<Record<string, (good: Payload) => Payload>> = {
  'in the clear': () => ({ metadata: { encoding: bytes('json/plain') }, data: bytes('{"letterId":"l-x"}') }),
  'cut short': ({ metadata = {}, data }) => ({ metadata, data: (data ?? bytes('')).subarray(0, 20) }),
  'one bit turned': ({ metadata = {}, data }) => {
    const turned = Buffer.from(data ?? bytes(''));
    turned.writeUInt8(turned.readUInt8(turned.length - 1) ^ 1, turned.length - 1);
    return { metadata, data: turned };
  },
  'a key that is unknown': ({ metadata = {}, data = bytes('') }) => ({
    metadata: { ...metadata, 'encryption-key-id': bytes('case:c-0000000000000000') },
    data,
  }),
  'nothing at all': () => ({}),
};

/** Payloads that cannot be opened are sent to every open case, by whoever reaches the Temporal server. */
export async function payloads({ main, load, times }: Ground, attempt: Try): Promise<readonly Row[]> {
  const row = rowOf('payloads corrupted, key unknown');
  const { temporal, ring, namespaceOf } = main.witness;
  for (let nth = 0; nth < times; nth += 1)
    for (const [name, spoil] of Object.entries(spoiled))
      await attempt(row, async () => {
        const open = load.ledger.commands.flatMap(({ unit, caseRef }) =>
          caseRef === undefined ? [] : [{ unit, caseRef }],
        );
        for (const { unit, caseRef } of open.slice(-20)) {
          const plain = { metadata: { encoding: bytes('json/plain') }, data: bytes('{}') };
          const context = { type: 'workflow', namespace: namespaceOf(unit), workflowId: caseRef } as const;
          const [good] = await createPayloadCodec(unit, ring).encode([plain], context);
          for (const { name: signalName } of letterSignals)
            await temporal.workflowService
              .signalWorkflowExecution({
                namespace: namespaceOf(unit),
                workflowExecution: { workflowId: caseRef },
                signalName,
                input: { payloads: [spoil(good as Payload)] },
              })
              .catch((error: unknown) => {
                throw new Error(`a payload ${name} could not be sent`, { cause: error });
              });
        }
      });
  return [row];
}
