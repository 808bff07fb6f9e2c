import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { createServer } from 'node:https';
import { createServer as createPlainServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A key manager with the part of Vault's and OpenBao's transit API that master keys need, for a machine that has neither. */
export interface TransitServer {
  readonly port: number;
  readonly token: string;
  /** What it answers instead, whatever it is asked. */
  answer: ((request: IncomingMessage) => Said | 'hang') | undefined;
  readonly close: () => Promise<void>;
}

interface Said {
  readonly status: number;
  readonly body: string;
  readonly location?: string;
}

interface Key {
  readonly versions: Buffer[];
  least: number;
}

type Body = Readonly<Record<string, string | number | undefined>>;

class Refused extends Error {}

/** Starts one with a key for each name; with a certificate it speaks TLS. */
export async function startTransit(
  names: readonly string[],
  tls?: { readonly key: string; readonly cert: string },
): Promise<TransitServer> {
  const keys = new Map(names.map((name): [string, Key] => [name, { versions: [randomBytes(32)], least: 1 }]));
  const token = `t.${randomBytes(12).toString('hex')}`;
  const listener: RequestListener = (request, response) => {
    void text(request).then((sent) => {
      const said: Said | 'hang' = server.answer?.(request) ?? respond(keys, token, request, sent);
      if (said === 'hang') return;
      if (said.location !== undefined) response.setHeader('Location', said.location);
      response.writeHead(said.status, { 'Content-Type': 'application/json' }).end(said.body);
    });
  };
  const http: Server = tls === undefined ? createPlainServer(listener) : createServer(tls, listener);
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const server: TransitServer = {
    port: (http.address() as AddressInfo).port,
    token,
    answer: undefined,
    close: async () => {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
  return server;
}

function respond(
  keys: ReadonlyMap<string, Key>,
  token: string,
  { headers, url = '' }: IncomingMessage,
  sent: string,
): Said {
  if (headers['x-vault-token'] !== token) return refused(403, 'permission denied');
  const [, kind, name = '', more] = /^\/v1\/transit\/(\w+)\/([\w-]+)(?:\/(\w+))?$/.exec(url) ?? [];
  const key = keys.get(name);
  if (key === undefined) return refused(kind === 'keys' ? 404 : 400, 'encryption key not found');
  try {
    const data = operate(key, [kind, more].filter((part) => part !== undefined).join('/'), sent);
    return { status: 200, body: JSON.stringify({ data }) };
  } catch (error) {
    return refused(400, error instanceof Refused ? error.message : 'cipher: message authentication failed');
  }
}

function refused(status: number, why: string): Said {
  return { status, body: JSON.stringify({ errors: [why] }) };
}

function operate(key: Key, what: string, sent: string): object {
  const body = (sent === '' ? {} : JSON.parse(sent)) as Body;
  switch (what) {
    case 'encrypt':
      return { ciphertext: encrypted(key, body) };
    case 'decrypt':
      return { plaintext: decrypted(key, body) };
    case 'keys/rotate':
      key.versions.push(randomBytes(32));
      return {};
    case 'keys/config':
      key.least = Number(body['min_decryption_version']);
      return {};
    default:
      return {
        keys: Object.fromEntries(key.versions.map((_, nth) => [nth + 1, 1_764_000_000 + nth])),
        min_decryption_version: key.least,
      };
  }
}

function encrypted({ versions }: Key, body: Body): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', versions.at(-1) ?? '', iv);
  cipher.setAAD(Buffer.from(String(body['associated_data']), 'base64'));
  const plain = Buffer.from(String(body['plaintext']), 'base64');
  const bytes = Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  return `vault:v${versions.length}:${bytes.toString('base64')}`;
}

function decrypted({ versions, least }: Key, body: Body): string {
  const [, version, sealed] = /^vault:v(\d+):(.+)$/.exec(String(body['ciphertext'])) ?? [];
  if (version === undefined) throw new Refused('invalid ciphertext: no prefix');
  if (Number(version) < least)
    throw new Refused('ciphertext or signature version is disallowed by policy (too old)');
  const bytes = Buffer.from(sealed ?? '', 'base64');
  const decipher = createDecipheriv(
    'aes-256-gcm',
    versions[Number(version) - 1] ?? '',
    bytes.subarray(0, 12),
  );
  decipher.setAAD(Buffer.from(String(body['associated_data']), 'base64'));
  decipher.setAuthTag(bytes.subarray(-16));
  return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('base64');
}
