import type { Response } from 'supertest';
import { z } from 'zod';

import { openApiDocument } from '../../../api/openapi';
import { operations } from '../../../api/operations/table';

interface Described {
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: object }>> }>
  >;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: { readonly schemas: { readonly Problem: object } };
}

/** The document as a client gets it. */
export const document = JSON.parse(JSON.stringify(openApiDocument(operations))) as Document;

/** What was answered in this test file: `method path status`. */
export const answered = new Set<string>();

const addresses = Object.keys(document.paths).map((path) => ({
  path,
  pattern: new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`),
}));

/** An answer, with nothing believed of its body. */
export interface Answered extends Pick<Response, 'status' | 'text'> {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: unknown;
}

/** Fails unless the document says that this operation may answer so; addresses that are none are let through. */
export function assertConforms(method: 'get' | 'post', target: string, response: Answered): Answered {
  const [path = ''] = target.split('?');
  const address = addresses.find(({ pattern }) => pattern.test(path))?.path ?? '';
  const described = document.paths[address]?.[method];
  if (described !== undefined)
    assertDescribed(`${method} ${address} ${response.status.toString()}`, described, response);
  return response;
}

function assertDescribed(where: string, { responses }: Described, response: Answered): void {
  const described = responses[response.status];
  if (described === undefined) throw new Error(`${where} is not in the document`);
  answered.add(where);
  const [type = ''] = (response.headers['content-type'] ?? '').split(';');
  const content = described.content?.[type];
  if (content === undefined) throw new Error(`${where}: ${type} is not in the document`);
  const found = schemaOf(content.schema).safeParse(type === 'text/plain' ? response.text : response.body);
  if (!found.success) throw new Error(`${where}: ${z.prettifyError(found.error)}`);
}

function schemaOf(schema: object): z.ZodType {
  const own = '$ref' in schema ? document.components.schemas.Problem : schema;
  return z.fromJSONSchema(own as Parameters<typeof z.fromJSONSchema>[0]);
}
