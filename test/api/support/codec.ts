import type { Payload } from '@temporalio/common';
import type { Express } from 'express';
import request from 'supertest';

import { createCodecApp } from '../../../api/codec/app';
import type { CodecDeps } from '../../../api/codec/deps';
import { createPayloadCodec } from '../../../security/payload-codec';
import { staff } from './asking';
import type { Person } from './asking';
import { openService } from './service';
import type { Service } from './service';
import { newCase } from './stories';

/** Where Temporal's UI is in these tests. */
export const UI = 'https://ui.example';

/** A payload in protobuf's JSON, bytes as base64. */
export interface WirePayload {
  readonly metadata: Readonly<Record<string, string>>;
  readonly data: string;
}

const base64 = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString('base64');

/** As Temporal's API writes a payload. */
export function wire({ metadata, data }: Payload): WirePayload {
  const entries = Object.entries(metadata ?? {}).map(([name, value]) => [name, base64(value)] as const);
  return { metadata: Object.fromEntries(entries), data: base64(data ?? '') };
}

export const plain = (value: unknown): WirePayload => ({
  metadata: { encoding: base64('json/plain') },
  data: base64(JSON.stringify(value)),
});

/** What the codec server answers in the place of what it does not open. */
export const CLOSED = plain('[closed]');

/** The codec server over the service of a test. */
export interface CodecServer {
  readonly app: Express;
  readonly but: (parts: Partial<CodecDeps>) => Express;
  /** A payload as a unit's worker writes it, in the case or in none. */
  readonly payload: (unit: string, caseRef: string | undefined, value: unknown) => Promise<WirePayload>;
  /** What the UI would get for these payloads. */
  readonly decode: (who: Person, payloads: readonly WirePayload[], asked?: Asked) => Promise<Decoded>;
}

interface Asked {
  readonly app?: Express;
  readonly headers?: Readonly<Record<string, string>>;
  readonly path?: string;
}

interface Decoded {
  readonly status: number;
  readonly payloads: readonly WirePayload[];
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A service with its codec server, a case of SAV, who reads it, and a payload of it. */
export interface CodecStage {
  readonly service: Service;
  readonly codec: CodecServer;
  readonly worker: Person;
  readonly supervisor: Person;
  readonly ref: string;
  readonly ours: WirePayload;
}

/** What stands in that payload. */
export const SECRET = 'zqx-of-the-case';

export async function codecStage(): Promise<CodecStage> {
  const service = await openService();
  const codec = codecServer(service);
  const worker = staff(service, 'sav', 'caseworker');
  const ref = await newCase(worker);
  const ours = await codec.payload('sav', ref, SECRET);
  return { service, codec, worker, supervisor: staff(service, 'sav', 'supervisor'), ref, ours };
}

/** The lines of a case in the unit's log that tell of payloads, newest first. */
export async function payloadLines(
  { store }: Service,
  caseRef: string,
  unit = 'sav',
): Promise<readonly object[]> {
  const { items } = await store.accessLog.ofCase(unit, caseRef, { limit: 100 });
  return items.filter(({ action }) => action === 'readPayloads');
}

function codecServer(service: Service): CodecServer {
  const { keyRing } = service;
  const deps: CodecDeps = { ...service.deps, keyRing, namespacePrefix: 'sluss', uiOrigin: UI };
  const app = createCodecApp(deps);
  return {
    app,
    but: (parts) => createCodecApp({ ...deps, ...parts }),
    payload: async (unit, caseRef, value) => {
      const content = {
        metadata: { encoding: Buffer.from('json/plain') },
        data: Buffer.from(JSON.stringify(value)),
      };
      const context =
        caseRef === undefined
          ? undefined
          : ({ type: 'workflow', namespace: `sluss-${unit}`, workflowId: caseRef } as const);
      const [encoded = {}] = await createPayloadCodec(unit, keyRing).encode([content], context);
      return wire(encoded);
    },
    decode: async (who, payloads, asked = {}) => {
      const answer = await request(asked.app ?? app)
        .post(asked.path ?? '/decode')
        .set({
          authorization: `Bearer ${await service.token(who.reader)}`,
          'x-namespace': `sluss-${who.reader.unit}`,
          origin: UI,
          ...asked.headers,
        })
        .send({ payloads });
      const { status, text, headers } = answer;
      const body = answer.body as { payloads?: readonly WirePayload[] };
      return { status, payloads: body.payloads ?? [], text, headers: headers };
    },
  };
}
