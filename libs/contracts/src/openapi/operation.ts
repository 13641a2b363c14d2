import type { HttpRoute, Success } from '../http/route.js';
import { answerHeaders, answersBytes, requestHeaders } from './headers.js';
import { refusalName, refusalsOf } from './refusals.js';
import { answerSchema, bodySchema, BYTES, parameterSchemas, type Json } from './schemas.js';

const PREFIX = { veza: '/api/v1', nova: '/api', root: '' } as const;
const BODY_TYPES = {
  json: 'application/json',
  multipart: 'multipart/form-data',
  bytes: 'application/octet-stream',
  none: '',
} as const;
const SECURITY = { none: [], optional: [{}, { bearer: [] }], user: [{ bearer: [] }] } as const;

/** The path of a call, as OpenAPI writes it. */
export const pathOf = ({ edition, path }: HttpRoute): string => (PREFIX[edition] + path).replace(/:(\w+)/g, '{$1}');

export function operationOf(route: HttpRoute): Json {
  const { id, tag, summary, access, bodyKind } = route;
  return {
    operationId: id,
    summary,
    ...descriptionOf(route),
    tags: [tag],
    security: access === 'none' || access === 'optional' ? SECURITY[access] : SECURITY.user,
    parameters: [...parametersOf(route, 'path'), ...parametersOf(route, 'query'), ...requestHeaders(route)],
    ...(bodyKind !== 'none' && {
      requestBody: { required: true, content: { [BODY_TYPES[bodyKind]]: { schema: bodySchema(route) } } },
    }),
    responses: Object.fromEntries([
      ...refusalsOf(route).map((status) => [status, { $ref: `#/components/responses/${refusalName(status)}` }]),
      ...successesOf(route),
    ]),
  };
}

/** What is particular to this call; what a status means in general stands at the answers. */
function descriptionOf({ access, errors }: HttpRoute): Json {
  const who = access === 'moderator' || access === 'admin' ? [`For ${access}s of the platform.`] : [];
  const codes = errors.length > 0 ? [`Refusals of its own: ${errors.map((code) => `\`${code}\``).join(', ')}.`] : [];
  return who.length + codes.length > 0 ? { description: [...who, ...codes].join(' ') } : {};
}

function parametersOf(route: HttpRoute, where: 'path' | 'query'): Json[] {
  return parameterSchemas(where === 'path' ? route.params : route.query).map(({ name, required, schema }) => ({
    name,
    in: where,
    required: where === 'path' || required,
    schema,
    ...(schema.type === 'array' && { style: 'form', explode: true }),
  }));
}

function successesOf(route: HttpRoute): [number, Json][] {
  const statuses = [...new Set(route.success.map(({ status }) => status))];
  const answers = statuses.map((status): [number, Json] => [
    status,
    answerOf(
      route,
      status,
      route.success.filter((each) => each.status === status),
    ),
  ]);
  const known = (route.method === 'GET' && route.etag) || answersBytes(route);
  if (known) answers.push([304, { description: 'It is still what If-None-Match names', headers: answerHeaders(route, 304) }]);
  return answers;
}

/** One status may come in several types, by Accept. */
function answerOf(route: HttpRoute, status: number, successes: readonly Success[]): Json {
  const content = successes.flatMap(({ body, contentType = 'application/json' }) => {
    if (body) return [[contentType, { schema: answerSchema(body) }]];
    return contentType === 'application/json'
      ? []
      : [[contentType, { schema: contentType === '*/*' ? BYTES : { type: 'string', contentMediaType: contentType } }]];
  });
  return {
    description: successes.map(({ description }) => description).join('; or: '),
    headers: answerHeaders(route, status),
    ...(content.length > 0 && { content: Object.fromEntries(content) }),
  };
}
