import type { HttpRoute } from '../http/route.js';
import type { Json } from './schemas.js';

const text = (description: string, example?: string): Json => ({
  description,
  schema: { type: 'string' },
  ...(example !== undefined && { example }),
});

/** `components.headers`: those that clients may rely on. */
export const HEADERS = {
  'X-Request-Id': text('Of this request: the caller’s own if it sent a sane one. It is in the log of every service'),
  RateLimit: text('The limit that binds first: what is left, and the seconds until it is full again', '"user";r=598;t=42'),
  'RateLimit-Policy': text('That limit: how many in how many seconds', '"user";q=600;w=60'),
  ETag: text('The validator of what is answered, for If-None-Match and If-Match', '"qZk1cF9xYw2v0b8n3m5l7k9j1h4"'),
  'Retry-After': { description: 'Seconds after which a retry makes sense', schema: { type: 'integer' }, example: 1 },
  'Idempotency-Replayed': text('`true` on the answer to an earlier request with the same Idempotency-Key', 'true'),
  'Accept-Ranges': text('That parts can be asked for', 'bytes'),
  'Content-Range': text('Which part this is, and the size of the whole', 'bytes 0-99/1024'),
  'Content-Disposition': text('The name to save it under', 'attachment; filename="tone.wav"'),
} satisfies Record<string, Json>;

type HeaderName = keyof typeof HEADERS;

const ALWAYS: readonly HeaderName[] = ['X-Request-Id', 'RateLimit', 'RateLimit-Policy'];
const RETRYABLE = new Set([409, 429, 503]);

/** Whether the answer is a file, whose headers (Range, ETag, 304, 416) are those of media's byte port. */
export const answersBytes = ({ success }: HttpRoute): boolean => success.some(({ status }) => status === 206);

/** The headers of a success of this route. */
export function answerHeaders(route: HttpRoute, status: number): Json {
  const names = [...ALWAYS];
  if (answersBytes(route)) names.push('ETag', 'Accept-Ranges');
  if (answersBytes(route) && status !== 304) names.push('Content-Disposition');
  if (status === 206) names.push('Content-Range');
  if (route.method === 'GET' && route.etag) names.push('ETag');
  if (route.method === 'POST' && route.idempotencyKey) names.push('Idempotency-Replayed');
  return references(names);
}

/** The headers of a refusal. */
export function refusalHeaders(status: number): Json {
  if (status === 416) return references([...ALWAYS, 'Content-Range']);
  return references(RETRYABLE.has(status) ? [...ALWAYS, 'Retry-After'] : ALWAYS);
}

const references = (names: readonly HeaderName[]): Json =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));

/** The headers that a client may send with this route. */
export function requestHeaders(route: HttpRoute): Json[] {
  const { method, edition, etag, idempotencyKey } = route;
  const optional = (name: string, description: string) => ({
    name,
    in: 'header',
    required: false,
    description,
    schema: { type: 'string' },
  });
  return [
    ...(method === 'POST' && idempotencyKey
      ? [optional('Idempotency-Key', 'Asks for one thing, however often the call is repeated, for 24 hours')]
      : []),
    ...((method === 'GET' && etag) || answersBytes(route)
      ? [optional('If-None-Match', 'The ETag of what is known: 304 when it is still that')]
      : []),
    ...(answersBytes(route) ? [optional('Range', 'The part that is wanted, as in `bytes=0-99`')] : []),
    ...(['PUT', 'PATCH', 'DELETE'].includes(method)
      ? [optional('If-Match', 'The ETag of what was read: 412 when it has changed')]
      : []),
    ...(edition === 'nova' ? [optional('X-Tenant-ID', 'The cabinet; by default the only one')] : []),
  ];
}
