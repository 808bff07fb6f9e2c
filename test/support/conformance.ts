import { z } from 'zod';

interface Described {
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: object }>> }>
  >;
}

/** The OpenAPI document as a client gets it. */
export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: { readonly schemas: { readonly Problem: object } };
}

/** An answer, with nothing believed of its body. */
export interface Answered {
  readonly status: number;
  readonly text: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: unknown;
}

/** What an answer is to the document. */
export interface Verdict {
  /** `method path status`, as the document writes the path; empty for an address that it does not have. */
  readonly where: string;
  readonly fault?: { readonly kind: 'undocumented' | 'outsideSchema'; readonly what: string };
}

/** Holds answers against a document. */
export type Conformance = (method: string, target: string, answer: Answered) => Verdict;

function typeOf({ headers }: Answered): string {
  const [type = ''] = (headers['content-type'] ?? '').split(';');
  return type;
}

/** Reads a document once; its schemas are made when an answer first asks for them. */
export function createConformance(document: OpenApi): Conformance {
  const addresses = Object.keys(document.paths).map((path) => ({
    path,
    pattern: new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`),
  }));
  const schemas = new Map<object, z.ZodType>();
  const schemaOf = (schema: object): z.ZodType => {
    const own = '$ref' in schema ? document.components.schemas.Problem : schema;
    const made = schemas.get(own) ?? z.fromJSONSchema(own as Parameters<typeof z.fromJSONSchema>[0]);
    schemas.set(own, made);
    return made;
  };
  const faultOf = (where: string, described: Described, answer: Answered): Verdict['fault'] => {
    const type = typeOf(answer);
    const content = described.responses[answer.status]?.content?.[type];
    if (content === undefined)
      return { kind: 'undocumented', what: `${where} with ${type} is not in the document` };
    const found = schemaOf(content.schema).safeParse(type === 'text/plain' ? answer.text : answer.body);
    return found.success
      ? undefined
      : { kind: 'outsideSchema', what: `${where}: ${z.prettifyError(found.error)}` };
  };
  return (method, target, answer) => {
    const [path = ''] = target.split('?');
    const address = addresses.find(({ pattern }) => pattern.test(path))?.path ?? '';
    const described = document.paths[address]?.[method];
    if (described === undefined) return { where: '' };
    const where = `${method} ${address} ${answer.status.toString()}`;
    const fault = faultOf(where, described, answer);
    return fault === undefined ? { where } : { where, fault };
  };
}
