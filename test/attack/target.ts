import { createPrivateKey, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Stage } from '../../dev/demo/stage';
import { createStage } from '../../dev/demo/stage';
import { tokenAudience, tokenIssuer, tokenSeconds } from '../../dev/staff';
import { issueDevToken, readTokenKey } from '../../security/dev-tokens';
import { signRequest } from '../../security/letter-signature';
import type { Answered, Conformance, OpenApi } from '../support/conformance';
import { createConformance } from '../support/conformance';
import type { Service } from '../system/service';
import type { Counts } from './tally';
import { found } from './tally';

/** A request as it is sent; nothing is added to it but what fetch itself adds. */
export interface Shot {
  readonly method: 'get' | 'post';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** The service under attack. */
export interface Target {
  readonly service: Service;
  readonly api: string;
  readonly tokens: Readonly<Record<string, string>>;
  readonly document: OpenApi;
  readonly stage: Stage;
  /** Sends it, and counts the answer: a 5xx, one that is not documented, one outside its schema. */
  readonly shoot: (counts: Counts, shot: Shot) => Promise<Answered>;
}

/** The target as it runs. */
export async function targetOf(service: Service): Promise<Target> {
  const { api, tokens: known } = service.file();
  const tokens = { ...(await moreTokens(service)), ...known };
  const document = (await (await fetch(`${api}/openapi.json`)).json()) as OpenApi;
  const conformance = createConformance(document);
  const stage = createStage(service.file(), { patienceMs: 20_000, print: () => undefined });
  return {
    ...{ service, api, tokens, document, stage },
    shoot: async (counts, shot) => judged(conformance, counts, shot, await send(api, shot)),
  };
}

/** Tokens of the functions that nobody has in the embedded run: also those must find nothing. */
async function moreTokens({ stateDir }: Service): Promise<Readonly<Record<string, string>>> {
  const key = await readTokenKey(join(stateDir, 'keys', 'token'));
  const claims = { issuer: tokenIssuer, audience: tokenAudience, lifetimeSeconds: tokenSeconds };
  const wanted = ['sav', 'hisingen'].flatMap((unit) =>
    (['statistics', 'logReviewer'] as const).map((role) => ({ unit, role, person: `${unit}.${role}` })),
  );
  const issued = wanted.map(async ({ unit, role, person }) => {
    const token = await issueDevToken(key, { person, unit, roles: [role], now: new Date(), ...claims });
    return [person, token] as const;
  });
  return Object.fromEntries(await Promise.all(issued));
}

async function send(api: string, shot: Shot): Promise<Answered> {
  // A connection that was kept may have been closed at the very moment in which it is used again.
  const answer = await once(api, shot).catch(() => once(api, shot));
  const text = await answer.text();
  return { status: answer.status, text, headers: Object.fromEntries(answer.headers), body: jsonOf(text) };
}

function once(api: string, { method, path, headers = {}, body }: Shot): Promise<Response> {
  return fetch(`${api}${path}`, {
    method: method.toUpperCase(),
    headers,
    redirect: 'manual',
    ...(body === undefined ? {} : { body }),
    signal: AbortSignal.timeout(60_000),
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function judged(conformance: Conformance, counts: Counts, shot: Shot, answer: Answered): Answered {
  counts.tries += 1;
  const { fault } = conformance(shot.method, shot.path, answer);
  if (answer.status >= 500) found(counts, 'serverError', `${shot.method} ${shot.path}: ${answer.text}`);
  else if (fault !== undefined) found(counts, fault.kind, fault.what);
  return answer;
}

/** A shot of one of the staff; a change gets a key of its own. */
export function asStaff(target: Pick<Target, 'tokens'>, who: string, shot: Shot): Shot {
  const authorization = `Bearer ${target.tokens[who] ?? ''}`;
  const change = { 'content-type': 'application/json', 'idempotency-key': randomUUID() };
  return { ...shot, headers: { authorization, ...(shot.method === 'post' ? change : {}), ...shot.headers } };
}

/** How a signed shot differs from the usual one. */
export interface Signing {
  readonly messageId?: string;
  readonly now?: Date;
  readonly signedFor?: string;
  readonly keyOf?: string;
}

/** A shot signed by a party, as its own system would. */
export function asParty(target: Target, party: string, shot: Shot, how: Signing = {}): Shot {
  const keyOf = how.keyOf ?? party;
  const keys = join(target.service.stateDir, 'keys');
  const registry = JSON.parse(readFileSync(join(keys, 'partner-keys.json'), 'utf8')) as readonly {
    readonly party: string;
    readonly keyId: string;
  }[];
  const body = Buffer.from(shot.body ?? '');
  const signature = signRequest({
    method: shot.method.toUpperCase(),
    url: `${target.api}${how.signedFor ?? shot.path}`,
    body,
    messageId: how.messageId ?? `x-${randomUUID()}`,
    keyId: registry.find((entry) => entry.party === keyOf)?.keyId ?? '',
    privateKey: createPrivateKey(readFileSync(join(keys, 'signing', `${keyOf}.signing.pem`))),
    now: how.now ?? new Date(),
  });
  const type = shot.method === 'post' ? { 'content-type': 'application/json' } : {};
  return { ...shot, headers: { ...signature, ...type, ...shot.headers } };
}

/** Does the work with so many at a time. */
export async function inParallel<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = [...items];
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
    }),
  );
}
