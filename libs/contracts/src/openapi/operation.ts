import { RESPONSE_EXAMPLES } from '../http/examples/index.js';
import { scopeOf } from '../permissions/scopes.js';
import { PERMISSIONS } from '../permissions/permissions.js';
import type { Access, Deprecation, HttpRoute, Success } from '../http/route.js';
import { errorResponseName, errorStatusesOf } from './error-responses.js';
import { requestHeaders, returnsFile, successHeaders } from './headers.js';
import { SINCE } from './since.js';
import { SPELLINGS } from './spellings.js';
import { BYTES, type Json, parameterSchemas, requestSchema, type Schemas } from './schemas.js';

const PREFIX = { veza: '/api/v1', nova: '/api', root: '' } as const;
const BODY_TYPES = {
  json: 'application/json',
  multipart: 'multipart/form-data',
  bytes: 'application/octet-stream',
  none: '',
} as const;
const SECURITY = { none: [], optional: [{}, { bearer: [] }], user: [{ bearer: [] }] } as const;
const ACCESS: Record<Access, string> = {
  none: 'Requires no authentication.',
  optional: 'Authentication is optional.',
  user: 'Requires an access token.',
  moderator: 'Requires the platform role `moderator` or `admin`.',
  admin: 'Requires the platform role `admin`.',
};

const FRESH = 'Requires an authentication in this session a short time ago (by default 15 minutes).';

const VERIFIED = 'The address of the account must be confirmed, otherwise `EMAIL_UNVERIFIED`.';

/** The path of a call, as OpenAPI writes it. */
export const pathOf = ({ edition, path }: HttpRoute): string => (PREFIX[edition] + path).replace(/:(\w+)/g, '{$1}');

export function operationOf(route: HttpRoute, schemas: Schemas): Json {
  const { id, tag, summary, access, permission, bodyKind, deprecated } = route;
  return {
    operationId: id,
    summary,
    description: descriptionOf(route),
    tags: [tag],
    security: access === 'none' || access === 'optional' ? SECURITY[access] : SECURITY.user,
    ...(access !== 'none' && { 'x-scope': scopeOf(permission) ?? null }),
    'x-since': SINCE[id] ?? 'next',
    ...(SPELLINGS[id] !== undefined && { 'x-same-as': SPELLINGS[id] }),
    ...(deprecated && { deprecated: true, 'x-sunset': deprecated.until }),
    'x-permission': { name: permission, ...PERMISSIONS[permission] },
    parameters: [...parametersOf(route, 'path'), ...parametersOf(route, 'query'), ...requestHeaders(route)],
    ...(bodyKind !== 'none' && {
      requestBody: { required: true, content: { [BODY_TYPES[bodyKind]]: { schema: requestSchema(route) } } },
    }),
    responses: Object.fromEntries([
      ...errorStatusesOf(route).map((status) => [status, { $ref: `#/components/responses/${errorResponseName(status)}` }]),
      ...successesOf(route, schemas),
    ]),
  };
}

const endOf = ({ from, until, successor }: Deprecation): string =>
  `Deprecated since ${from}, and may be gone from ${until} on.${successor === undefined ? '' : ` Use \`${successor}\`.`}`;

/** The rules of the call, its access and its own error codes. Errors that every call shares stand at the responses. */
function descriptionOf({ description, access, fresh, verified, errors, deprecated }: HttpRoute): string {
  const codes = errors.map((code) => `\`${code}\``).join(', ');
  const specific = codes && `Specific error codes: ${codes}.`;
  return [deprecated && endOf(deprecated), description, ACCESS[access], fresh && FRESH, verified && VERIFIED, specific]
    .filter(Boolean)
    .join(' ');
}

function parametersOf(route: HttpRoute, where: 'path' | 'query'): Json[] {
  return parameterSchemas(where === 'path' ? route.params : route.query).map(({ name, required, schema }) => {
    const { description, ...rest } = schema;
    return {
      name,
      in: where,
      required: where === 'path' || required,
      description,
      schema: rest,
      ...(rest.type === 'array' && { style: 'form', explode: true }),
    };
  });
}

function successesOf(route: HttpRoute, schemas: Schemas): [number, Json][] {
  const statuses = [...new Set(route.success.map(({ status }) => status))];
  const responses = statuses.map((status): [number, Json] => [
    status,
    responseOf(
      route,
      status,
      route.success.filter((each) => each.status === status),
      schemas,
    ),
  ]);
  const conditional = (route.method === 'GET' && route.etag) || returnsFile(route);
  if (conditional) {
    const description = 'The representation named by If-None-Match is still current.';
    responses.push([304, { description, headers: successHeaders(route, 304) }]);
  }
  return responses;
}

/** A response of one status, which may have several media types, chosen by Accept. */
function responseOf(route: HttpRoute, status: number, successes: readonly Success[], schemas: Schemas): Json {
  const example = RESPONSE_EXAMPLES.get(route.id);
  const content = successes.flatMap(({ body, contentType = 'application/json' }) => {
    if (body) {
      const shown = contentType === 'application/json' && example !== undefined && { example };
      return [[contentType, { schema: schemas.response(body), ...shown }]];
    }
    return contentType === 'application/json'
      ? []
      : [[contentType, { schema: contentType === '*/*' ? BYTES : { type: 'string', contentMediaType: contentType } }]];
  });
  return {
    description: successes.map(({ description }) => description).join(' Or: '),
    headers: successHeaders(route, status),
    ...(content.length > 0 && { content: Object.fromEntries(content) }),
  };
}
