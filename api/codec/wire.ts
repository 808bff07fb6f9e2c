import type { Payload } from '@temporalio/common';
import { z } from 'zod';

/** Payloads of one request: a page of a history has fewer. */
const MAX_PAYLOADS = 500;
/** The names and values of a payload's metadata; the codec's own has three, short ones. */
const MAX_METADATA = 16;
const MAX_NAME = 128;
const MAX_VALUE = 1_024;

const metadata = z
  .record(z.string().max(MAX_NAME), z.string().max(MAX_VALUE))
  .refine((names) => Object.keys(names).length <= MAX_METADATA, 'tooLong');

/** What Temporal's UI sends: payloads in protobuf's JSON, bytes as base64. Other fields of a payload are left aside. */
export const DecodeBody = z.object({
  payloads: z
    .array(z.object({ metadata: metadata.optional(), data: z.string().optional() }))
    .max(MAX_PAYLOADS),
});

type WirePayload = z.output<typeof DecodeBody>['payloads'][number];

/** The payload as the codec knows it; base64 that is none yields bytes that do not open. */
export function fromWire({ metadata = {}, data = '' }: WirePayload): Payload {
  const entries = Object.entries(metadata).map(
    ([name, value]) => [name, Buffer.from(value, 'base64')] as const,
  );
  return { metadata: Object.fromEntries(entries), data: Buffer.from(data, 'base64') };
}

/** And back. */
export function toWire({ metadata, data }: Payload): WirePayload {
  const entries = Object.entries(metadata ?? {}).map(
    ([name, value]) => [name, Buffer.from(value).toString('base64')] as const,
  );
  return { metadata: Object.fromEntries(entries), data: Buffer.from(data ?? []).toString('base64') };
}
