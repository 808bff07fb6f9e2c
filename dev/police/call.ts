import { setTimeout as sleep } from 'node:timers/promises';

import { readPrivateKey } from '../../security/party-keys';
import { signedCall } from '../partners/signed-call';
import type { Answered } from '../partners/signed-call';

/** Whom a message is from, and where it goes. */
export interface Sender {
  /** Under which the function's public key is registered. */
  readonly keyId: string;
  /** The PEM file of its private key, readable by its owner only. */
  readonly keyFile: string;
  /** Sluss' public origin: part of what is signed. */
  readonly to: string;
}

/** One message: a body makes it a POST, without one it is a question. */
export interface Message {
  readonly path: string;
  readonly messageId: string;
  readonly body?: unknown;
}

/** How a message is repeated until it is answered (PIN-2). */
export interface Patience {
  readonly tries: number;
  readonly say: (line: string) => void;
  readonly wait?: (ms: number) => Promise<unknown>;
}

const PAUSE_MS = 1_000;

/** With these nothing was stored, and the same message may come again. */
const AGAIN: readonly number[] = [429, 503];

/**
 * Sends a signed message, the same under the same id and signed anew each time, until it is answered or patience ends.
 *
 * @throws KeyFileError when the key cannot be used, Error saying what to do when nobody answered
 */
export async function call(
  sender: Sender,
  message: Message,
  { tries, say, wait = sleep }: Patience,
): Promise<Answered> {
  const privateKey = await readPrivateKey(sender.keyFile);
  for (let nth = 1; ; nth += 1) {
    const answered = await attempt(sender, message, privateKey);
    if (answered !== undefined && !AGAIN.includes(answered.status)) return answered;
    if (nth >= tries) return answered ?? unanswered(sender, message);
    const ms = PAUSE_MS * 2 ** (nth - 1);
    say(`${answered === undefined ? 'No answer' : `Answered ${answered.status}`}; again in ${ms / 1000} s.`);
    await wait(ms);
  }
}

async function attempt(
  { keyId, to }: Sender,
  { path, messageId, body }: Message,
  privateKey: Awaited<ReturnType<typeof readPrivateKey>>,
): Promise<Answered | undefined> {
  try {
    return await signedCall(`${to}${path}`, messageId, { keyId, privateKey }, body);
  } catch {
    return undefined;
  }
}

function unanswered({ to }: Sender, { messageId, body }: Message): never {
  const advice =
    body === undefined
      ? 'Ask again later.'
      : `It may have the message: send it again with --id ${messageId}, which has no second effect.`;
  throw new Error(`${to} did not answer. ${advice}`);
}
