import { signRequest } from '../../security/letter-signature';
import type { SigningKey } from '../../security/party-keys';

/** Sends a signed message and gives the status and answer; network trouble is thrown. */
export async function signedPost(
  url: string,
  messageId: string,
  body: unknown,
  { keyId, privateKey }: SigningKey,
): Promise<{ readonly status: number; readonly answer: unknown }> {
  const bytes = Buffer.from(JSON.stringify(body));
  const signature = signRequest({
    method: 'POST',
    url,
    body: bytes,
    messageId,
    keyId,
    privateKey,
    now: new Date(),
  });
  const response = await fetch(url, {
    method: 'POST',
    headers: { ...signature, 'content-type': 'application/json' },
    body: bytes,
    signal: AbortSignal.timeout(10_000),
  });
  return { status: response.status, answer: await response.json() };
}
