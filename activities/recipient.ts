import { Context } from '@temporalio/activity';
import { CancelledFailure } from '@temporalio/common';
import { toInstant } from '../domain/time/instant';
import type { Instant } from '../domain/time/instant';
import type { WireLetter } from '../domain/letters/wire';
import { signRequest } from '../security/letter-signature';
import type { SigningKey } from '../security/party-keys';

/** How long a signature of ours is good for: longer than one attempt takes. */
export const SIGNATURE_SECONDS = 15;

/** Recipients allow for clocks that differ by so much (`security/letter-signature.ts`). */
export const CLOCK_TOLERANCE_SECONDS = 60;

const ANSWER_MS = 10_000;
const HEARTBEAT_MS = 1_000;

/**
 * What the recipient's system made of a letter.
 *
 * - `taken`: it has stored the letter
 * - `rejected`: it will not have it
 * - `notTaken`: it does not have it and may be tried again: no connection was made, or it said itself that it takes nothing now
 * - `away`: no answer, or none that tells whether it has the letter
 */
export type Answer = 'taken' | 'rejected' | 'notTaken' | 'away';

/**
 * A recipient stores a letter before it answers 202; with these it says that it did not get so far. Keys not yet
 * exchanged, clocks apart and wrong addresses are mended by people, and no letter is given up for them (TRF-6).
 */
const NOT_TAKEN: readonly number[] = [401, 403, 404, 405, 429, 503];

/**
 * Posts a signed letter. The letter id is the idempotency key (PIN-2). The signature counts from the claim, so that nothing
 * that an attempt holds back can be taken later.
 */
export async function postLetter(
  url: string,
  letter: WireLetter,
  signed: { readonly key: SigningKey; readonly at: Instant },
): Promise<Answer> {
  const body = Buffer.from(JSON.stringify(letter));
  const messageId = letter.letterId;
  const status = await statusOf({
    method: 'POST',
    url,
    body,
    messageId,
    around: Context.current(),
    ...signed,
  });
  if (status === 202) return 'taken';
  if (typeof status === 'string') return status;
  if (NOT_TAKEN.includes(status)) return 'notTaken';
  const isFinal = status >= 400 && status < 500 && ![408, 425].includes(status);
  return isFinal ? 'rejected' : 'away';
}

/** What ends a call early, and hears that it goes on: the activity's own, where one asks. */
type Surroundings = Pick<Context, 'cancellationSignal' | 'heartbeat'>;

/** Asks the recipient's system whether it has the letter. */
export async function askForLetter(
  url: string,
  letterId: string,
  key: SigningKey,
  around: Surroundings = Context.current(),
): Promise<'has' | 'hasNot' | 'away'> {
  const target = `${url}/${encodeURIComponent(letterId)}`;
  const body = Buffer.alloc(0);
  const status = await statusOf({
    method: 'GET',
    url: target,
    body,
    messageId: letterId,
    key,
    at: toInstant(Date.now()),
    around,
  });
  if (status === 200) return 'has';
  return status === 404 ? 'hasNot' : 'away';
}

interface Call {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly body: Buffer;
  readonly messageId: string;
  readonly key: SigningKey;
  /** When its signature begins to count. */
  readonly at: Instant;
  readonly around: Surroundings;
}

/** One signed call: bounded in time, following no redirect, and reading nothing of the answer but its status. */
async function statusOf(call: Call): Promise<number | 'away' | 'notTaken'> {
  const { cancellationSignal, heartbeat } = call.around;
  const beat = setInterval(heartbeat, HEARTBEAT_MS);
  try {
    const response = await fetch(call.url, {
      method: call.method,
      headers: headersOf(call),
      ...(call.method === 'POST' ? { body: new Uint8Array(call.body) } : {}),
      redirect: 'manual',
      signal: AbortSignal.any([cancellationSignal, AbortSignal.timeout(ANSWER_MS)]),
    });
    await response.body?.cancel();
    return response.status;
  } catch (error) {
    if (cancellationSignal.aborted) throw new CancelledFailure('The delivery was stopped.');
    return isUnreached(error) ? 'notTaken' : 'away';
  } finally {
    clearInterval(beat);
  }
}

function headersOf({ method, url, body, messageId, key, at }: Omit<Call, 'around'>): Record<string, string> {
  const { keyId, privateKey } = key;
  const now = new Date(at);
  const lifetimeSeconds = SIGNATURE_SECONDS;
  const signature = signRequest({ method, url, body, messageId, keyId, privateKey, now, lifetimeSeconds });
  return { ...signature, ...(method === 'POST' ? { 'content-type': 'application/json' } : {}) };
}

/** No connection was made, so nothing can have gone out. */
function isUnreached(error: unknown): boolean {
  const { cause } = error as { readonly cause?: { readonly code?: unknown } };
  return ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'].includes(String(cause?.code));
}
