import type { Profile } from '../domain/profile/profile';
import { exampleBody } from './openapi-examples';
import { parametersOf } from './openapi-parameters';
import { responsesOf } from './openapi-responses';
import type { Node } from './openapi-schema';
import { schemaOf } from './openapi-schema';
import type { OperationFacts, Who } from './operations/operation';
import { ProblemAnswer } from './schemas/answers';

/** Builds the OpenAPI 3.1 document of these operations; every schema in it is the one that requests are parsed with. */
export function openApiDocument(operations: readonly OperationFacts[], profile: Profile): Node {
  const paths: Record<string, Record<string, Node>> = {};
  for (const operation of operations) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: describe(operation, profile) };
  }
  return {
    openapi: '3.1.0',
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: {
      title: 'Sluss',
      version: '1',
      description:
        'Case management for leaving gangs and violent milieus. Every unit is an island: the unit comes from the token, ' +
        'and a case of another unit is answered as one that does not exist (CON-6). Every change needs an ' +
        'Idempotency-Key; the same request with the same key has one effect.',
    },
    servers: [{ url: '/' }],
    tags: [...new Set(operations.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas: { Problem: schemaOf(ProblemAnswer, 'output') },
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        signature: {
          type: 'apiKey',
          in: 'header',
          name: 'Signature',
          description:
            'HTTP Message Signatures (RFC 9421) with Content-Digest (RFC 9530) by a registered key (PIN-1).',
        },
      },
    },
  };
}

function describe(operation: OperationFacts, profile: Profile): Node {
  const { id, tag, summary, description, who, body } = operation;
  return {
    operationId: id,
    tags: [tag],
    summary,
    description: [description, callers(who)].filter((part) => part !== undefined).join('\n\n'),
    security: securityOf(who),
    parameters: parametersOf(operation),
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: {
              'application/json': {
                schema: schemaOf(body, 'input'),
                example: exampleBody(operation.id, body, profile),
              },
            },
          },
        }),
    responses: responsesOf(operation),
  };
}

function callers(who: Who): string {
  switch (who.kind) {
    case 'anyone':
      return 'For anyone.';
    case 'staff':
      return who.parts === undefined
        ? `For staff with one of the functions: ${who.roles.join(', ')}.`
        : `For those whose part in the case is one of: ${who.parts.join(', ')}. Its assigned caseworker and the stand-ins have the part caseworker (ACC-2).`;
    case 'party':
      return who.of === 'police'
        ? 'For police functions, by signed message.'
        : 'For registered parties, by signed message.';
  }
}

function securityOf(who: Who): readonly Node[] {
  switch (who.kind) {
    case 'anyone':
      return [];
    case 'staff':
      return [{ token: [] }];
    case 'party':
      return [{ signature: [] }];
  }
}
