import type { Payload, PayloadCodec, SerializationContext } from '@temporalio/common';

import { canonicalJson } from './canonical-json';
import { KeyMissing, caseKeyId, unitKeyId } from './key-ring';
import type { KeyRing } from './key-ring';
import { frame, unframe } from './payload-frame';
import { SealedError, open, seal } from './sealed';

/** Why a payload is not opened. */
export type PayloadReason = 'plaintext' | 'unknownVersion' | 'foreignKey' | 'unknownKey' | 'altered';

/** A payload that the codec does not open. Names the key at most, never content. */
export class PayloadRefused extends Error {
  override readonly name = 'PayloadRefused';

  readonly reason: PayloadReason;

  constructor(reason: PayloadReason, keyId?: string) {
    super(keyId === undefined ? `Payload refused: ${reason}` : `Payload refused: ${reason}, key ${keyId}`);
    this.reason = reason;
  }
}

/** How a codec treats what it does not open. */
export interface PayloadCodecOptions {
  /**
   * `refuse`, the default, throws. `mark` is for a unit's worker: what can never be opened (plaintext, altered, foreign) arrives
   * in the workflow as the value `{"unreadable":true}`, so that the handler drops and reports it; refusing would stall the case.
   * An unknown key and an unreachable store throw in both, since they may be mended and the history must read the same again.
   */
  readonly unreadable?: 'refuse' | 'mark';
}

const ENCODING = 'binary/encrypted';
const VERSION = '1';
const KEY_ID = 'encryption-key-id';
const VERSION_KEY = 'encryption-version';

/** What the workflow receives in place of a payload that cannot be opened: the JSON value `{"unreadable":true}`. */
const unreadablePayload: Payload = {
  metadata: { encoding: Buffer.from('json/plain') },
  data: Buffer.from('{"unreadable":true}'),
};

/**
 * The codec of one unit's namespace (ADR 0005): every payload whole, with AES-256-GCM, under the key of its case.
 *
 * The case is the workflow id of the serialization context. SDK 1.24 gives it on every road this service uses (start, update,
 * update-with-start, signal, query, activities local and remote, failures, memo, summaries, current details; also on replay);
 * where it gives none (schedules, standalone activities), the unit's own key is used. Plaintext never leaves.
 */
export function createPayloadCodec(
  unit: string,
  ring: KeyRing,
  options: PayloadCodecOptions = {},
): PayloadCodec {
  async function openOrMark(payload: Payload, context: SerializationContext | undefined): Promise<Payload> {
    try {
      return await decodeOne(unit, ring, payload, context);
    } catch (error) {
      const final = error instanceof PayloadRefused && error.reason !== 'unknownKey';
      if (final && options.unreadable === 'mark') return unreadablePayload;
      throw error;
    }
  }

  return {
    async encode(payloads, context) {
      if (payloads.length === 0) return [];
      const keyId = keyFor(unit, context);
      const key = await ring.ensure(unit, keyId);
      return payloads.map((payload) => encodeOne(unit, keyId, key, payload));
    },
    decode: (payloads, context) => Promise.all(payloads.map((payload) => openOrMark(payload, context))),
  };
}

function encodeOne(unit: string, keyId: string, key: Buffer, payload: Payload): Payload {
  const metadata = {
    encoding: Buffer.from(ENCODING),
    [KEY_ID]: Buffer.from(keyId),
    [VERSION_KEY]: Buffer.from(VERSION),
  };
  return { metadata, data: seal(key, frame(payload), boundTo(unit, metadata)) };
}

async function decodeOne(
  unit: string,
  ring: KeyRing,
  payload: Payload,
  context: SerializationContext | undefined,
): Promise<Payload> {
  const metadata = payload.metadata ?? {};
  if (text(metadata['encoding']) !== ENCODING) throw new PayloadRefused('plaintext');
  if (text(metadata[VERSION_KEY]) !== VERSION) throw new PayloadRefused('unknownVersion');
  const keyId = text(metadata[KEY_ID]);
  if (!mayBeUsed(unit, keyId, context)) throw new PayloadRefused('foreignKey');
  try {
    const key = await ring.get(unit, keyId);
    return unframe(open(key, payload.data ?? new Uint8Array(), boundTo(unit, metadata)));
  } catch (error) {
    if (error instanceof KeyMissing) throw new PayloadRefused('unknownKey', keyId);
    if (error instanceof SealedError) throw new PayloadRefused('altered', keyId);
    throw error;
  }
}

function keyFor(unit: string, context: SerializationContext | undefined): string {
  return context?.workflowId === undefined ? unitKeyId(unit) : caseKeyId(context.workflowId);
}

/** A payload moved from one case into another does not open there; nor do letter keys open anything in Temporal. */
function mayBeUsed(unit: string, keyId: string, context: SerializationContext | undefined): boolean {
  if (keyId === unitKeyId(unit)) return true;
  return context?.workflowId === undefined
    ? /^case:[\w-]{1,128}$/.test(keyId)
    : keyId === caseKeyId(context.workflowId);
}

// The context's namespace is left out on purpose: replaying a recorded history happens under another name.
function boundTo(unit: string, metadata: Readonly<Record<string, Uint8Array>>): string {
  const entries = Object.entries(metadata).map(
    ([name, value]) => [name, Buffer.from(value).toString('base64')] as const,
  );
  return canonicalJson({ unit, metadata: Object.fromEntries(entries) });
}

function text(bytes: Uint8Array | undefined): string {
  return bytes === undefined ? '' : Buffer.from(bytes).toString('utf8');
}
