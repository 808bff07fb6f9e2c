import type { Payload } from '@temporalio/common';

import { SealedError } from './sealed';

const LENGTH_BYTES = 4;

/**
 * A whole payload as bytes: length of the metadata (32 bits, big-endian), the metadata as JSON with base64 values, the data.
 * Not protobuf: Temporal's own encoding of a payload is in a package that this room has no need of.
 */
export function frame(payload: Payload): Buffer {
  const entries = Object.entries(payload.metadata ?? {}).map(
    ([name, value]) => [name, Buffer.from(value).toString('base64')] as const,
  );
  const metadata = Buffer.from(JSON.stringify(Object.fromEntries(entries)));
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(metadata.length);
  return Buffer.concat([length, metadata, payload.data ?? new Uint8Array()]);
}

/**
 * The payload that {@link frame} made bytes of.
 *
 * @throws SealedError for other bytes
 */
export function unframe(bytes: Buffer): Payload {
  if (bytes.length < LENGTH_BYTES) throw new SealedError();
  const end = LENGTH_BYTES + bytes.readUInt32BE();
  if (bytes.length < end) throw new SealedError();
  const header = JSON.parse(bytes.toString('utf8', LENGTH_BYTES, end)) as Record<string, string>;
  const entries = Object.entries(header).map(
    ([name, value]) => [name, Buffer.from(value, 'base64')] as const,
  );
  return { metadata: Object.fromEntries(entries), data: bytes.subarray(end) };
}
