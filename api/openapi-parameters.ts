import { z } from 'zod';

import { exampleParameter } from './openapi-examples';
import type { Node } from './openapi-schema';
import { schemaOf } from './openapi-schema';
import type { OperationFacts } from './operations/operation';

const language: Node = {
  name: 'Accept-Language',
  in: 'header',
  description: 'sv or en: the language of refusals, steps and timeline.',
  schema: { type: 'string', default: 'en' },
};

const changeHeaders: readonly Node[] = [
  {
    name: 'Idempotency-Key',
    in: 'header',
    required: true,
    description: 'New for each change, the same when it is tried again: then it has one effect.',
    schema: { type: 'string', minLength: 8, maxLength: 128, pattern: '^[\\x21-\\x7e]+$' },
    example: 'change-0001-of-mine',
  },
  {
    name: 'If-Match',
    in: 'header',
    description: 'The ETag of the case as it was read; 412 when it has changed since.',
    schema: { type: 'string' },
  },
];

const signedHeaders: readonly Node[] = ['Content-Digest', 'Sluss-Message-Id', 'Signature-Input'].map(
  (name) => ({
    name,
    in: 'header',
    required: true,
    description: 'Part of the signature (PIN-1).',
    schema: { type: 'string' },
  }),
);

/** Everything that a request carries beside its body. */
export function parametersOf({ path, params, query, change, who }: OperationFacts): readonly Node[] {
  return [
    ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
      ...parameter(name, 'path', shapeOf(params)[name]),
      ...exampleParameter(name),
    })),
    ...Object.entries(shapeOf(query)).map(([name, schema]) => parameter(name, 'query', schema)),
    ...(who.kind === 'party' ? signedHeaders : []),
    ...(change === true ? changeHeaders : []),
    language,
  ];
}

function shapeOf(schema: z.ZodObject | undefined): Readonly<Record<string, unknown>> {
  return schema?.shape ?? {};
}

function parameter(name: string, place: 'path' | 'query', schema: unknown): Node {
  const known = schema instanceof z.ZodType ? schema : z.string();
  return {
    name,
    in: place,
    required: place === 'path' || !known.safeParse(undefined).success,
    schema: schemaOf(known, 'input'),
  };
}
