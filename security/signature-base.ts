import { createHash } from 'node:crypto';

/** One covered component: its name as in the signature's list, and its value as in the message. */
export type Component = readonly [name: string, value: string];

/**
 * The text that is signed (RFC 9421, 2.5): one line per covered component, then the signature's own parameters.
 *
 * @param parameters the list of names with its parameters, in serialized form
 */
export function signatureBase(components: readonly Component[], parameters: string): string {
  const lines = components.map(([name, value]) => `"${name}": ${value}`);
  return [...lines, `"@signature-params": ${parameters}`].join('\n');
}

/** The value of `Content-Digest` for a body (RFC 9530), also for an empty one. */
export function contentDigest(body: Uint8Array): string {
  return `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
}
