import {
  errorCodes,
  errorSchema,
  matrix,
  type Operation,
  type OperationName,
  operations,
} from '@homegroup/protocol';
import { type JsonSchema, jsonSchema } from './json-schema.js';

interface Parameter {
  name: string;
  in: 'path' | 'query';
  required: boolean;
  schema: unknown;
}

function parametersOf(operation: Operation, where: 'path' | 'query'): Parameter[] {
  const schema = where === 'path' ? operation.params : operation.query;
  if (!schema) return [];
  const { properties = {}, required = [] } = jsonSchema(schema, 'input') as {
    properties?: Record<string, unknown>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: property,
  }));
}

function describe(name: OperationName): JsonSchema {
  const operation: Operation = operations[name];
  const audience = matrix[name];
  const parameters = [...parametersOf(operation, 'path'), ...parametersOf(operation, 'query')];
  return {
    operationId: name,
    tags: [name.split('.')[0]],
    summary: operation.summary,
    'x-audience': audience,
    security: audience.includes('anonymous') ? [] : [{ accessToken: [] }],
    ...(parameters.length > 0 && { parameters }),
    ...(operation.body && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: jsonSchema(operation.body, 'input') } },
      },
    }),
    responses: {
      [String(operation.status ?? 200)]: {
        description: 'Done.',
        content: { 'application/json': { schema: jsonSchema(operation.response, 'output') } },
      },
      default: { $ref: '#/components/responses/Refused' },
    },
  };
}

/** The REST operations as an OpenAPI 3.1 document, from the registry that the server itself serves from. */
export function openApiDocument(): JsonSchema {
  const paths: Record<string, Record<string, JsonSchema>> = {};
  for (const name of Object.keys(operations) as OperationName[]) {
    const operation: Operation = operations[name];
    const path = `/api${operation.path.replace(/:(\w+)/g, '{$1}')}`;
    paths[path] = { ...paths[path], [operation.method.toLowerCase()]: describe(name) };
  }
  const codes = Object.entries(errorCodes)
    .map(
      ([code, { status, retryable }]) => `\`${code}\` (${status}${retryable ? ', may be tried again' : ''})`,
    )
    .join(', ');
  return {
    openapi: '3.1.0',
    info: {
      title: 'Homegroup',
      version: '1',
      description: `Group rooms and direct conversations of a treatment programme. Refusals have one shape; their codes are: ${codes}.`,
      license: { name: 'AGPL-3.0-or-later', identifier: 'AGPL-3.0-or-later' },
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      securitySchemes: {
        accessToken: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'From `session.signIn` or `session.refresh`; good for five minutes.',
        },
      },
      schemas: {
        Refusal: {
          type: 'object',
          properties: { error: jsonSchema(errorSchema, 'output') },
          required: ['error'],
          additionalProperties: false,
        },
      },
      responses: {
        Refused: {
          description: 'Refused; nothing was changed.',
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Refusal' } } },
        },
      },
    },
  };
}
