import { exampleProblem } from './openapi-examples';
import type { Node } from './openapi-schema';
import { schemaOf } from './openapi-schema';
import type { AnswerShape, OperationFacts } from './operations/operation';
import type { ProblemKind } from './problem-kinds';
import { problemKinds } from './problem-kinds';

function problem(kinds: readonly ProblemKind[]): Node {
  const examples = Object.fromEntries(kinds.map((kind) => [kind, { value: exampleProblem(kind) }]));
  return { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' }, examples } };
}

/** Every answer of an operation: the ones of the table, and the problems that its kind can end with. */
export function responsesOf(operation: OperationFacts): Node {
  const answers = Object.entries(operation.answers).map(
    ([status, shape]) => [status, answer(shape)] as const,
  );
  return { ...problems(operation), ...Object.fromEntries(answers) };
}

function answer({ description, schema, type = 'application/json', etag }: AnswerShape): Node {
  return {
    description,
    ...(etag === true ? { headers: { ETag: { schema: { type: 'string' } } } } : {}),
    ...(schema === undefined ? {} : { content: { [type]: { schema: schemaOf(schema, 'output') } } }),
  };
}

function problems(operation: OperationFacts): Node {
  const byStatus = new Map<number, ProblemKind[]>();
  for (const kind of kindsOf(operation)) {
    const { status } = problemKinds[kind];
    byStatus.set(status, [...(byStatus.get(status) ?? []), kind]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, kinds]) => [
      String(status),
      {
        description: kinds.map((kind) => problemKinds[kind].title.en).join('; '),
        content: problem(kinds),
      },
    ]),
  );
}

function kindsOf({ who, path, body, change }: OperationFacts): readonly ProblemKind[] {
  const when = (holds: boolean, ...kinds: ProblemKind[]): ProblemKind[] => (holds ? kinds : []);
  return [
    ...when(who.kind === 'staff', 'unauthenticated', 'notPermitted', 'invalid', 'locked', 'signInAway'),
    ...when(who.kind === 'party', 'unsigned'),
    ...when(who.kind === 'party' && who.of === 'units' && body !== undefined, 'misdirected'),
    ...when(who.kind !== 'anyone', 'unavailable', 'keyAway'),
    ...when(path.includes('{case}') || change === true, 'foreign'),
    ...when(path.includes('{'), 'notFound'),
    ...when(body !== undefined, 'invalid', 'malformed', 'tooLarge', 'wrongType'),
    ...when(change === true, 'keyNeeded', 'keyReused', 'refused', 'changed'),
    ...when(body !== undefined, 'tooSlow'),
    'badRequest',
    'tooMany',
    'headersTooLarge',
    'internal',
  ];
}
