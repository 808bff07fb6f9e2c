import { readFile } from 'node:fs/promises';
import { request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import type { IncomingMessage } from 'node:http';

import { readKeyFile } from './key-file';

/** Where a key manager is, and how it is asked. */
export interface VaultAddress {
  /** `https://host:port`; plain http is for a key manager on the same machine. */
  readonly origin: string;
  /** Mode 0600. Read anew for each call, so that an agent beside the service may renew it. */
  readonly tokenFile: string;
  /** Certificates of the authority that signed the manager's, where it is not one that everybody trusts. */
  readonly caFile?: string;
  readonly timeoutMs?: number;
}

/** The key manager did not give what was asked. Carries the status and a word, never what was sent or came back. */
export class VaultRefused extends Error {
  override readonly name = 'VaultRefused';

  /** Undefined when there was no whole answer in time. */
  readonly status: number | undefined;
  /** The manager says that what it was given does not open. */
  readonly isBadCiphertext: boolean;

  constructor(status: number | undefined, isBadCiphertext = false) {
    super(status === undefined ? 'The key manager does not answer' : `The key manager answered ${status}`);
    this.status = status;
    this.isBadCiphertext = isBadCiphertext;
  }
}

const TIMEOUT_MS = 1_500;
const MOST_BYTES = 64 * 1024;

/** The one thing that is read of a refusal: other words mean that the key cannot be had, and what it wrapped may be whole. */
const BAD_CIPHERTEXT = /message authentication failed|invalid ciphertext/i;

/**
 * One call to a key manager's HTTP API: bounded in time and size, no redirects, certificates checked.
 *
 * @returns the answer's `data`
 * @throws VaultRefused for anything but a success; a missing or open token file as `KeyFileError`
 */
export async function askVault(
  address: VaultAddress,
  method: 'GET' | 'POST',
  path: string,
  body?: object,
): Promise<Readonly<Record<string, unknown>>> {
  const token = (await readKeyFile(address.tokenFile)).toString('utf8').trim();
  const ca = address.caFile === undefined ? {} : { ca: await readFile(address.caFile) };
  const { status, text } = await send(new URL(path, address.origin), {
    ...{ method, ca, token, body: body === undefined ? undefined : JSON.stringify(body) },
    timeoutMs: address.timeoutMs ?? TIMEOUT_MS,
  });
  if (status < 200 || status > 299)
    throw new VaultRefused(status, status === 400 && BAD_CIPHERTEXT.test(text));
  return dataOf(status, text);
}

interface Sent {
  readonly method: string;
  readonly ca: { readonly ca?: Buffer };
  readonly token: string;
  readonly body: string | undefined;
  readonly timeoutMs: number;
}

function send(
  url: URL,
  { method, ca, token, body, timeoutMs }: Sent,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const call = url.protocol === 'https:' ? overHttps : overHttp;
    const signal = AbortSignal.timeout(timeoutMs);
    const headers = { 'X-Vault-Token': token, 'X-Vault-Request': 'true', 'Content-Type': 'application/json' };
    const failed = (): void => {
      reject(new VaultRefused(undefined));
    };
    const request = call(url, { method, headers, signal, ...ca }, (response) => {
      collect(response).then((text) => {
        resolve({ status: response.statusCode ?? 0, text });
      }, failed);
    });
    request.on('error', failed);
    request.end(body);
  });
}

async function collect(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    // Leaving the loop ends the connection.
    if (bytes > MOST_BYTES) throw new VaultRefused(response.statusCode);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function dataOf(status: number, text: string): Readonly<Record<string, unknown>> {
  if (text === '') return {};
  try {
    const { data } = JSON.parse(text) as { readonly data?: unknown };
    return typeof data === 'object' && data !== null ? { ...data } : {};
  } catch {
    throw new VaultRefused(status);
  }
}
