import { operations } from '../../api/operations/table';
import { problemKinds } from '../../api/problem-kinds';
import { ProblemAnswer } from '../../api/schemas/answers';
import { document } from './support/contract';

interface Content {
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}

interface Described {
  readonly requestBody?: { readonly content: Readonly<Record<string, Content>> };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, Content>> }>>;
}

const describedAt = (method: string, path: string): Described =>
  document.paths[path]?.[method] as unknown as Described;

const withBody = operations.flatMap(({ id, method, path, body }) =>
  body === undefined ? [] : [{ id, method, path, body }],
);

describe('the document’s examples', () => {
  test.each(withBody)('$id: the body is one that is taken', ({ method, path, body }) => {
    const { requestBody } = describedAt(method, path);
    const { example } = requestBody?.content['application/json'] ?? {};
    const read = body.safeParse(example);
    expect(read.error?.issues ?? []).toEqual([]);
  });

  test('every kind of problem that an operation can end with is shown', () => {
    const shown = operations.flatMap(({ method, path }) =>
      Object.values(describedAt(method, path).responses).flatMap(({ content }) =>
        Object.entries(content?.['application/problem+json']?.examples ?? {}),
      ),
    );
    const kinds = new Set(shown.map(([kind]) => kind));
    // Addresses and methods that are none belong to no operation.
    const ofNone = ['wrongMethod'];
    expect([...kinds, ...ofNone].toSorted()).toEqual(Object.keys(problemKinds).toSorted());
    for (const [, { value }] of shown) ProblemAnswer.parse(value);
  });
});
