import { z } from 'zod';

/** A part of the document. */
export type Node = Readonly<Record<string, unknown>>;

/** The JSON Schema of what is parsed (`input`) or answered (`output`), as it stands inside an OpenAPI 3.1 document. */
export function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Node {
  const entries = Object.entries(z.toJSONSchema(schema, { io, unrepresentable: 'any' }));
  // Said once for the whole document.
  return Object.fromEntries(entries.filter(([name]) => name !== '$schema'));
}
