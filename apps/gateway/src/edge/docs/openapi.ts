import { ERRORS, ErrorBody, type ErrorCode, type HttpRoute, type Success } from '@veza/contracts';
import { z } from 'zod';

type Json = Record<string, unknown>;

const PREFIX = { veza: '/api/v1', nova: '/api', root: '' } as const;
const BODY_TYPES = {
  json: 'application/json',
  multipart: 'multipart/form-data',
  bytes: 'application/offset+octet-stream',
  none: '',
} as const;
const ANSWER_HEADERS = {
  'x-request-id': { description: 'Of this request, through the logs of every service', schema: { type: 'string' } },
};

/** OpenAPI 3.1 of these routes, made from nothing but the contracts. Paths of the veza edition are also served without their prefix. */
export function openApiOf(routes: readonly HttpRoute[], server: string): Json {
  const paths: Record<string, Json> = {};
  const calls = routes.filter(({ success }) => success.some(({ status }) => status < 300)); // the others only send browsers elsewhere
  for (const route of calls) {
    const path = (PREFIX[route.edition] + route.path).replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Veza',
      version: '1.0.0',
      description: 'The HTTP side of the platform. Every path under /api/v1 is also served without that prefix.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: server }],
    tags: [...new Set(calls.map(({ tag }) => tag))].sort().map((name) => ({ name, description: `${name} calls` })),
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'An access token' } },
      schemas: { Error: schemaOf(ErrorBody, 'output') },
      responses: Object.fromEntries(
        [...new Set(calls.flatMap(statusesOf))].map((status) => [`Error${status}`, errorAnswer(status)]),
      ),
    },
  };
}

function operationOf(route: HttpRoute): Json {
  const statuses = [...new Set(route.success.map(({ status }) => status))];
  const answers = statuses.map(
    (status) => [String(status), answerOf(route.success.filter((each) => each.status === status))] as const,
  );
  const refusals = statusesOf(route).map(
    (status) => [String(status), { $ref: `#/components/responses/Error${status}` }] as const,
  );
  return {
    operationId: route.id,
    summary: route.summary,
    tags: [route.tag],
    security: route.access === 'none' ? [] : route.access === 'optional' ? [{}, { bearer: [] }] : [{ bearer: [] }],
    parameters: [...parametersOf(route.params, 'path'), ...parametersOf(route.query, 'query'), ...headersOf(route)],
    ...(route.bodyKind !== 'none' && {
      requestBody: { required: true, content: { [BODY_TYPES[route.bodyKind]]: { schema: bodyOf(route) } } },
    }),
    responses: Object.fromEntries([...refusals, ...answers]),
  };
}

/** Every status that a call can give, also those that come with the kind of route. */
function statusesOf(route: HttpRoute): number[] {
  const codes: ErrorCode[] = [
    ...route.errors,
    'VALIDATION_FAILED',
    'RATE_LIMITED',
    'HEADERS_TOO_LARGE',
    'INTERNAL',
    'UNAVAILABLE',
    'DEADLINE',
  ];
  if (route.access !== 'none') codes.push('UNAUTHENTICATED');
  if (route.access !== 'none' && route.path.includes(':')) codes.push('FORBIDDEN');
  if (route.access === 'moderator' || route.access === 'admin') codes.push('FORBIDDEN');
  if (route.path.includes(':')) codes.push('NOT_FOUND');
  if (route.bodyKind !== 'none') codes.push('REQUEST_TIMEOUT', 'PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE');
  if (route.method === 'POST' && route.idempotencyKey) codes.push('IDEMPOTENCY_IN_FLIGHT');
  if (['PUT', 'PATCH', 'DELETE'].includes(route.method)) codes.push('PRECONDITION_FAILED');
  return [...new Set(codes.map((code) => ERRORS[code].status))].sort((a, b) => a - b);
}

function parametersOf(schema: z.ZodType, where: 'path' | 'query'): Json[] {
  const { properties = {}, required = [] } = Parameters.parse(schemaOf(schema, 'input'));
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: property,
    ...(where === 'query' && property.type === 'array' && { style: 'form', explode: true }),
  }));
}

const Parameters = z.object({
  properties: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
  required: z.array(z.string()).optional(),
});

function headersOf({ method, idempotencyKey, etag, edition }: HttpRoute): Json[] {
  const header = (name: string, description: string) => ({
    name,
    in: 'header',
    required: false,
    description,
    schema: { type: 'string' },
  });
  return [
    ...(method === 'POST' && idempotencyKey
      ? [header('Idempotency-Key', 'Asks for one thing, however often the call is repeated, for 24 hours')]
      : []),
    ...(method === 'GET' && etag ? [header('If-None-Match', 'The ETag of what is known: 304 when it is still that')] : []),
    ...(['PUT', 'PATCH', 'DELETE'].includes(method)
      ? [header('If-Match', 'The ETag of what was read: 412 when it has changed')]
      : []),
    ...(edition === 'nova' ? [header('X-Tenant-ID', 'The cabinet; by default the only one')] : []),
  ];
}

function bodyOf({ bodyKind, body, fileField }: HttpRoute): Json {
  if (bodyKind === 'bytes') return BYTES;
  const schema = schemaOf(body, 'input');
  if (bodyKind !== 'multipart' || fileField === undefined) return schema;
  const { properties, required = [] } = Parameters.parse(schema);
  return { ...schema, type: 'object', properties: { [fileField]: BYTES, ...properties }, required: [fileField, ...required] };
}

const BYTES = { type: 'string', contentMediaType: 'application/octet-stream' };

/** One status may come in several types, by Accept. */
function answerOf(successes: readonly Success[]): Json {
  const content = successes.flatMap(({ body, contentType }) => {
    if (!body && !contentType) return [];
    const type = contentType ?? 'application/json';
    return [[type, { schema: body ? schemaOf(body, 'output') : { type: 'string', contentMediaType: type } }]];
  });
  const description = successes.map((each) => each.description).join('; or: ');
  return { description, headers: ANSWER_HEADERS, ...(content.length > 0 && { content: Object.fromEntries(content) }) };
}

function errorAnswer(status: number): Json {
  const codes = Object.entries(ERRORS).flatMap(([code, error]) => (error.status === status ? [code] : []));
  const schema = { $ref: '#/components/schemas/Error' };
  return { description: codes.join(', '), headers: ANSWER_HEADERS, content: { 'application/json': { schema } } };
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, target: 'draft-2020-12', unrepresentable: 'any' });
  return rest;
}
