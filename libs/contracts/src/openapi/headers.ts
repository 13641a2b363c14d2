import type { HttpRoute } from '../http/route.js';
import type { Json } from './schemas.js';

const text = (description: string, example?: string): Json => ({
  description,
  schema: { type: 'string' },
  ...(example !== undefined && { example }),
});

/** The response headers that clients may rely on. */
const HEADERS = {
  'X-Request-Id': text(
    'Id of the request: the one that the client sent, if it is valid, or a new one. It is in the logs of every service.',
    '0f8e6d5c-4b3a-4921-8877-665544332211',
  ),
  RateLimit: text('The most restrictive limit: remaining requests `r`, and seconds `t` until it resets.', '"user";r=598;t=42'),
  'RateLimit-Policy': text('That limit: `q` requests in `w` seconds.', '"user";q=600;w=60'),
  ETag: text('Version of the representation, for `If-None-Match` and `If-Match`.', '"qZk1cF9xYw2v0b8n3m5l7k9j1h4"'),
  Link: text(
    'The address of the next page of a list that is a bare array, while there is one. Of a deprecated call also its successor.',
    '<?limit=50&cursor=WzEsMl0>; rel="next"',
  ),
  Deprecation: text('When the call was deprecated, by RFC 9745: `@` and seconds since 1970.', '@1796083200'),
  Sunset: text('When the call may be gone, by RFC 8594.', 'Tue, 01 Jun 2027 00:00:00 GMT'),
  'Retry-After': { description: 'Seconds to wait before a retry.', schema: { type: 'integer' }, example: 1 },
  'Idempotency-Replayed': text('`true` if this is the stored response to an earlier request with the same key.', 'true'),
  'Accept-Ranges': text('Always `bytes`: ranges of the file can be requested.', 'bytes'),
  'Content-Range': text('The range that is returned, and the size of the file.', 'bytes 0-99/1024'),
  'Content-Disposition': text('File name to save the content under.', 'attachment; filename="tone.wav"'),
} satisfies Record<string, Json>;

type HeaderName = keyof typeof HEADERS;

const OF_DEPRECATED: ReadonlySet<string> = new Set(['Deprecation', 'Sunset']);

/** `components.headers`: those that the responses of these routes have. */
export function headersOf(routes: readonly HttpRoute[]): Json {
  const isUsed = (name: string) => !OF_DEPRECATED.has(name) || routes.some(({ deprecated }) => deprecated);
  return Object.fromEntries(Object.entries(HEADERS).filter(([name]) => isUsed(name)));
}

const ALWAYS: readonly HeaderName[] = ['X-Request-Id', 'RateLimit', 'RateLimit-Policy'];
const RETRYABLE = new Set([409, 429, 503]);

/** Whether the response is a stored file. Its headers (Range, ETag, 304, 416) come from media's byte port. */
export const returnsFile = ({ success }: HttpRoute): boolean => success.some(({ status }) => status === 206);

/** The headers of a success response of this route. */
export function successHeaders(route: HttpRoute, status: number): Json {
  const names = [...ALWAYS];
  if (returnsFile(route)) names.push('ETag', 'Accept-Ranges');
  if (returnsFile(route) && status !== 304) names.push('Content-Disposition');
  if (status === 206) names.push('Content-Range');
  if (route.linked || route.deprecated) names.push('Link');
  if (route.deprecated) names.push('Deprecation', 'Sunset');
  if (route.method === 'GET' && route.etag) names.push('ETag');
  if (route.method === 'POST' && route.idempotencyKey) names.push('Idempotency-Replayed');
  return references(names);
}

/** The headers of an error response. */
export function errorHeaders(status: number): Json {
  if (status === 416) return references([...ALWAYS, 'Content-Range']);
  return references(RETRYABLE.has(status) ? [...ALWAYS, 'Retry-After'] : ALWAYS);
}

const references = (names: readonly HeaderName[]): Json =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));

const optional = (name: string, description: string): Json => ({
  name,
  in: 'header',
  required: false,
  description,
  schema: { type: 'string' },
});

const IDEMPOTENCY_KEY = optional(
  'Idempotency-Key',
  'Unique key of the operation, for example a UUID. A repetition within 24 hours returns the first response instead of running again.',
);
const IF_NONE_MATCH = optional('If-None-Match', 'ETag of a known representation. If it is still current, the response is 304.');
const RANGE = optional(
  'Range',
  'Range of the file, for example `bytes=0-99`. Up to 16 ranges are sent as `multipart/byteranges`, more are refused with 416.',
);
const IF_MATCH = optional('If-Match', 'ETag of the representation that was read. If it has changed since, the response is 412.');
const TENANT = optional('X-Tenant-ID', 'Id of the cabinet. Default: the only or default cabinet of the user.');

/** The headers that a client may send to this route. */
export function requestHeaders(route: HttpRoute): Json[] {
  const { method, edition, etag, idempotencyKey, requestHeaders: own = {} } = route;
  return [
    ...(method === 'POST' && idempotencyKey ? [IDEMPOTENCY_KEY] : []),
    ...((method === 'GET' && etag) || returnsFile(route) ? [IF_NONE_MATCH] : []),
    ...(returnsFile(route) ? [RANGE] : []),
    ...(['PUT', 'PATCH', 'DELETE'].includes(method) ? [IF_MATCH] : []),
    ...(edition === 'nova' ? [TENANT] : []),
    ...Object.entries(own).map(([name, description]) => optional(name, description)),
  ];
}
