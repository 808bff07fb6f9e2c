import { signRequest } from '../../security/letter-signature';
import type { SigningKey } from '../../security/party-keys';

/** What was answered to a signed message. */
export interface Answered {
  readonly status: number;
  readonly answer: unknown;
}

/** Sends a signed message and gives the status and answer; network trouble is thrown. A body makes it a POST. */
export async function signedCall(
  url: string,
  messageId: string,
  { keyId, privateKey }: Pick<SigningKey, 'keyId' | 'privateKey'>,
  body?: unknown,
): Promise<Answered> {
  const method = body === undefined ? 'GET' : 'POST';
  const bytes = Buffer.from(body === undefined ? '' : JSON.stringify(body));
  const signature = signRequest({ method, url, body: bytes, messageId, keyId, privateKey, now: new Date() });
  const response = await fetch(url, {
    method,
    headers: { ...signature, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: bytes }),
    signal: AbortSignal.timeout(10_000),
  });
  return { status: response.status, answer: await response.json() };
}
