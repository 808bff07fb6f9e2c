import { randomUUID } from 'node:crypto';

import type { Express } from 'express';
import request from 'supertest';

import type { Reader, Role } from '../../../domain/kernel/actor';
import { signRequest } from '../../../security/letter-signature';
import type { SigningKey } from '../../../security/party-keys';
import type { Answered } from './contract';
import { assertConforms } from './contract';
import type { Service } from './service';
import { ORIGIN } from './service';

/** How a request differs from the usual one. */
export interface Asked {
  readonly app?: Express;
  readonly headers?: Readonly<Record<string, string>>;
  /** The Idempotency-Key; a new one unless told, none when undefined. */
  readonly key?: string | undefined;
}

/** A member of staff with the means to ask. */
export interface Person {
  readonly reader: Reader;
  readonly get: (path: string, asked?: Asked) => Promise<Answered>;
  readonly post: (path: string, body: unknown, asked?: Asked) => Promise<Answered>;
}

/** Someone of a unit; the id says which function, as on the demo's stage. */
export function staff(service: Service, unit: string, role: Role, person = `${unit}.${role}`): Person {
  const reader: Reader = { person, unit, roles: [role] };
  const headersOf = async (asked: Asked): Promise<Record<string, string>> => ({
    authorization: `Bearer ${await service.token(reader)}`,
    ...asked.headers,
  });
  return {
    reader,
    get: async (path, asked = {}) => {
      const response = await request(asked.app ?? service.app)
        .get(path)
        .set(await headersOf(asked));
      return assertConforms('get', path, response);
    },
    post: async (path, body, asked = {}) => {
      const key = 'key' in asked ? asked.key : randomUUID();
      const headers = {
        ...(key === undefined ? {} : { 'idempotency-key': key }),
        ...(await headersOf(asked)),
      };
      const response = await request(asked.app ?? service.app)
        .post(path)
        .set(headers)
        .send(body as object);
      return assertConforms('post', path, response);
    },
  };
}

/** How a signed message is spoilt or sent again. */
export interface Signing {
  readonly app?: Express;
  readonly messageId?: string;
  readonly now?: string;
  /** Signed for another address than the one it is sent to. */
  readonly signedFor?: string;
  /** Sent in place of what was signed. */
  readonly sent?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Another system, by its key. */
export interface Party {
  readonly key: SigningKey;
  readonly post: (path: string, body: unknown, how?: Signing) => Promise<Answered>;
  readonly get: (path: string) => Promise<Answered>;
}

/** Someone who signs. */
export function party(service: Service, key: SigningKey): Party {
  const common = () => ({ keyId: key.keyId, privateKey: key.privateKey, now: new Date(service.clock.now) });
  return {
    key,
    post: async (path, body, how = {}) => {
      const text = JSON.stringify(body);
      const headers = signRequest({
        ...common(),
        method: 'POST',
        url: `${ORIGIN}${how.signedFor ?? path}`,
        body: Buffer.from(text),
        messageId: how.messageId ?? randomUUID(),
        ...(how.now === undefined ? {} : { now: new Date(how.now) }),
      });
      const response = await request(how.app ?? service.app)
        .post(path)
        .set({ ...headers, 'content-type': 'application/json', ...how.headers })
        .send(how.sent === undefined ? text : JSON.stringify(how.sent));
      return assertConforms('post', path, response);
    },
    get: async (path) => {
      const signed = {
        method: 'GET',
        url: `${ORIGIN}${path}`,
        body: Buffer.alloc(0),
        messageId: randomUUID(),
      };
      const headers = signRequest({ ...common(), ...signed });
      return assertConforms('get', path, await request(service.app).get(path).set(headers));
    },
  };
}

/** One of the parties whose keys the service knows. */
export function partyOf(service: Service, id: string): Party {
  const key = service.signingKeys[id];
  if (key === undefined) throw new Error(`no key of ${id}`);
  return party(service, key);
}
