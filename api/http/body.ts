import type { IncomingMessage } from 'node:http';

import { Problem } from '../problem';

const JSON_TYPE = /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i;

/** Reads the bytes of a JSON request; 415 for another type, 413 for more than `maxBytes`. */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const { 'content-type': type = '', 'content-encoding': encoding = 'identity' } = request.headers;
  const large = Number(request.headers['content-length'] ?? 0) > maxBytes;
  const bytes = await collect(request, maxBytes);
  if (large || bytes === undefined) throw new Problem('tooLarge', { headers: { Connection: 'close' } });
  if (!JSON_TYPE.test(type) || encoding.toLowerCase() !== 'identity') throw new Problem('wrongType');
  return bytes;
}

/** How much of what is too large is still read, so that the client hears the answer; in units of what is allowed. */
const PATIENCE = 32;

/** Reads to the end, but keeps no more than `maxBytes`. */
async function collect(request: IncomingMessage, maxBytes: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size <= maxBytes) chunks.push(chunk);
      else chunks.length = 0;
      if (size > PATIENCE * maxBytes) break;
    }
  } catch (cause) {
    // The client left, or the parser lost the thread: no fault of the service.
    throw new Problem('badRequest', { cause });
  }
  return size > maxBytes ? undefined : Buffer.concat(chunks);
}
