/** The OpenAPI 3.1 document, made of the schemas that the guards read with. */

import { z } from 'zod';
import { isOn } from '../../config/features';
import { product } from '../../config/product';
import { type ApiOperation, apiRoot } from './operation';
import { listOperations, type OperationName } from './operations';

type Json = Readonly<Record<string, unknown>>;

const inputSchema = (schema: z.ZodType) => plain(z.toJSONSchema(schema, { io: 'input', override: shorter }));
const answerSchema = (schema: z.ZodType) =>
  plain(
    z.toJSONSchema(schema, {
      override: (made) => {
        shorter(made);
        // An answer may get more fields with time; a program that refuses them would break over it.
        delete made.jsonSchema.additionalProperties;
      },
    }),
  );

/** A format says it; the pattern behind it is for machines of ours. */
function shorter({ jsonSchema }: { readonly jsonSchema: { format?: unknown; pattern?: unknown } }): void {
  if (jsonSchema.format) delete jsonSchema.pattern;
}

/** The document says once which dialect it is. */
function plain({ $schema: _dialect, '~standard': _standard, ...schema }: Json): Json {
  return schema;
}

/** `cookie`: what the session's is called here. */
export function openApiDocument(origin: string, cookie: string): Json {
  return {
    openapi: '3.1.0',
    info: { title: `${product.name} API`, version: '1' },
    servers: [{ url: `${origin}${apiRoot}` }],
    paths: pathsOf(),
    components: {
      schemas: { Problem: problemSchema },
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: tokensNamed() },
        cookie: {
          type: 'apiKey',
          in: 'cookie',
          name: cookie,
          description: 'A signed-in browser, for our own pages. Never together with a token.',
        },
      },
    },
  };
}

const tokensNamed = () =>
  [isOn('tokens') && 'An access token', isOn('apiKeys') && 'an API key'].filter(Boolean).join(' or ');

function pathsOf(): Json {
  const paths: Record<string, Json> = {};
  for (const [name, operation] of listOperations()) {
    const method = operation.method.toLowerCase();
    paths[operation.path] = { ...paths[operation.path], [method]: described(name, operation) };
  }
  return paths;
}

const described = (name: OperationName, operation: ApiOperation): Json => ({
  operationId: name,
  summary: operation.summary,
  security: [{ bearer: [operation.scope] }, { cookie: [] }],
  parameters: parametersOf(operation),
  ...(operation.body
    ? {
        requestBody: {
          required: true,
          content: { 'application/json': { schema: inputSchema(operation.body) } },
        },
      }
    : {}),
  responses: {
    [operation.status]: {
      description: operation.status === 204 ? 'Done.' : 'As asked.',
      ...(operation.answer
        ? { content: { 'application/json': { schema: answerSchema(operation.answer) } } }
        : {}),
    },
    [anyOther]: {
      description: 'A problem (RFC 9457).',
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  },
});

/** As OpenAPI names the answers that are not listed. */
const anyOther = 'default';

export type ApiParameter = {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly schema: Json;
  readonly description?: string;
};

/** Of its address first, then of its query, then of its headers. */
export function parametersOf({ method, path, params, query }: ApiOperation): ApiParameter[] {
  const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const inPath = params ? fieldsOf(params) : {};
  const inQuery = query ? fieldsOf(query) : {};
  return [
    ...named.map(
      (name): ApiParameter => ({
        name,
        in: 'path',
        required: true,
        schema: inPath[name] ?? { type: 'string' },
      }),
    ),
    ...Object.entries(inQuery).map(
      ([name, { description, ...schema }]): ApiParameter => ({
        name,
        in: 'query',
        required: false,
        schema,
        ...(typeof description === 'string' ? { description } : {}),
      }),
    ),
    ...(method === 'POST' ? [idempotencyParameter] : []),
  ];
}

const fieldsOf = (schema: z.ZodObject) => inputSchema(schema).properties as Readonly<Record<string, Json>>;

const idempotencyParameter: ApiParameter = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  schema: { type: 'string', minLength: 1, maxLength: 255 },
  description: 'Sent again with the same key, the same request is done once and answered the same.',
};

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'code'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', description: 'For programs: it never changes.' },
    detail: { type: 'string' },
    reason: { type: 'string', description: 'Why a session or a token has ended.' },
    scope: { type: 'string', description: 'The scope that the token needs.' },
    page: { type: 'string', description: 'Where a person can do it.' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['field', 'message'],
        properties: { field: { type: 'string' }, message: { type: 'string' } },
      },
    },
  },
} as const;
