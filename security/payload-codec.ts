import type { Payload, PayloadCodec, SerializationContext } from '@temporalio/common';

import { canonicalJson } from './canonical-json';
import { KeyMissing, caseKeyId, unitKeyId } from './key-ring';
import type { KeyRing } from './key-ring';
import { frame, unframe } from './payload-frame';
import { SealedError, open, seal } from './sealed';
import type { DataKey } from './sealed';

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
   * `refuse`, the default, throws. `mark` is for a unit's worker: what can never be opened (plaintext, altered, foreign, its key
   * destroyed or never there) arrives in the workflow as the value `{"unreadable":true}`, so that the handler drops and reports it;
   * refusing would stall the case. A key that is away and an unreachable store throw in both: the case waits and goes on when they
   * are back (ADR 0017).
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
 * Stands for the words of a failure that cannot be encrypted, since its key is away: they are left out. The SDK has no other way
 * to report that a task failed, and ends the worker of all units when it cannot; so Temporal hears that it failed and is to be
 * tried again, in words that are always the same.
 */
const untoldPayload: Payload = {
  metadata: { encoding: Buffer.from('json/plain') },
  data: Buffer.from('{"message":"A key is away; this is tried again until it is back.","stack_trace":""}'),
};

/** The words of a failure, as the SDK takes them out of it (`encodeCommonAttributes`): nothing of ours has this shape. */
function isFailureText({ metadata, data }: Payload): boolean {
  if (text(metadata?.['encoding'] ?? undefined) !== 'json/plain') return false;
  const value = JSON.parse(text(data ?? undefined)) as unknown;
  if (typeof value !== 'object' || value === null) return false;
  return Object.keys(value).sort().join() === 'message,stack_trace';
}

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
      if (error instanceof PayloadRefused && options.unreadable === 'mark') return unreadablePayload;
      throw error;
    }
  }

  return {
    async encode(payloads, context) {
      if (payloads.length === 0) return [];
      const keyId = keyFor(unit, context);
      try {
        const key = await ring.ensure(unit, keyId);
        return payloads.map((payload) => encodeOne(unit, keyId, key, payload));
      } catch (error) {
        if (payloads.every(isFailureText)) return payloads.map(() => untoldPayload);
        throw error;
      }
    },
    decode: (payloads, context) => Promise.all(payloads.map((payload) => openOrMark(payload, context))),
  };
}

function encodeOne(unit: string, keyId: string, key: DataKey, payload: Payload): Payload {
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
