import { z } from 'zod';

import { examples } from '../domain/case/examples';
import { nothing } from '../domain/case/nothing';
import type { Json } from '../domain/kernel/text';
import type { Profile } from '../domain/profile/profile';
import type { Node } from './openapi-schema';
import { Problem } from './problem';
import type { ProblemBody } from './problem';
import type { ProblemKind } from './problem-kinds';
import { EXAMPLE_INSTANT } from './schemas/fields';

type Known = Readonly<Record<string, Json>>;

/** A body that the operation takes: the fields that it needs, with ids of this profile where the action has some. */
export function exampleBody(operation: string, schema: z.ZodType, profile: Profile): unknown {
  const asking = { now: EXAMPLE_INSTANT, profile, unit: profile.units[0]?.id ?? '', caseRef: '' };
  const [known = {}] = examples[operation]?.(nothing, asking) ?? [];
  return exampleOf(schema, known);
}

/** A value that the schema takes; `known` are fields for which there is something better than any value. */
function exampleOf(schema: unknown, known: Known): unknown {
  const told = schema instanceof z.ZodType ? z.globalRegistry.get(schema)?.['examples'] : undefined;
  if (Array.isArray(told)) return told[0] as unknown;
  if (schema instanceof z.ZodObject) return exampleObject(schema, known);
  if (schema instanceof z.ZodDiscriminatedUnion) return exampleOf(schema.options[0], known);
  return schema instanceof z.ZodArray ? [exampleOf(schema.element, {})] : exampleValue(schema);
}

function exampleValue(schema: unknown): unknown {
  if (schema instanceof z.ZodEnum) return schema.options[0];
  if (schema instanceof z.ZodLiteral) return schema.value;
  if (schema instanceof z.ZodNumber) return schema.minValue ?? 0;
  return schema instanceof z.ZodBoolean ? false : {};
}

function exampleObject({ shape }: z.ZodObject, known: Known): unknown {
  const fields = Object.entries(shape).flatMap(([name, field]) => {
    const value = known[name];
    // A rule can be asked with less than a body needs; what the field does not take is made up.
    if (value !== undefined && takes(field, value)) return [[name, value] as const];
    const isLeftOut = field instanceof z.ZodExactOptional || field instanceof z.ZodDefault;
    return isLeftOut ? [] : [[name, exampleOf(field, {})] as const];
  });
  return Object.fromEntries(fields);
}

function takes(field: unknown, value: Json): boolean {
  return field instanceof z.ZodType && field.safeParse(value).success;
}

const parameters: Readonly<Record<string, string>> = {
  case: 'c-3ayck9vx0b80prkw',
  name: 'mine',
  notice: 'n-3ayck9vx0b80prkw',
  id: 'p-2026-0001',
};

/** An example of a parameter in the path. */
export function exampleParameter(name: string): Node {
  const example = parameters[name];
  return example === undefined ? {} : { example };
}

/** The problem as it is answered in English. */
export function exampleProblem(kind: ProblemKind): ProblemBody {
  return new Problem(kind).body('en');
}
