import { DeclaredError, type HttpRoute } from '@veza/contracts';
import type { AppLogger } from '@veza/platform';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { sendError } from './error-response.js';
import { exchangeOf } from './exchange.js';
import { countJsonValues } from './json-size.js';

const JSON_BODY = /^application\/(?:json|[\w.+-]+\+json)\s*(?:;|$)/i;

/** Bytes of a JSON body on a call that needs no sign-in. The largest such body of a contract has about 2 KiB. */
const OPEN_BODY_LIMIT = 16 * 1024;

/** The limit of a route's JSON body; undefined: that of every body. */
export const bodyLimitOf = ({ access }: HttpRoute, limit: number): number | undefined =>
  access === 'none' || access === 'optional' ? Math.min(limit, OPEN_BODY_LIMIT) : undefined;

/** JSON is read whole, up to a limit; every other body stays a stream for handlers of bytes. */
export function acceptBodies(fastify: FastifyInstance, limit: number): void {
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser<Buffer>(JSON_BODY, { parseAs: 'buffer', bodyLimit: limit }, (request, body, done) => {
    // Clients that set the type on every call send none of the promised body.
    if (body.length === 0) return done(null, undefined);
    try {
      exchangeOf(request).bodyValues = countJsonValues(body);
    } catch (error) {
      return done(error instanceof Error ? error : new Error(String(error)));
    }
    void parse(request, body.toString(), done);
  });
  leaveUnread(fastify);
}

/** Every body stays a stream, JSON too: an uploaded file may be JSON. */
export function streamBodies(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  leaveUnread(fastify);
}

const leaveUnread = (fastify: FastifyInstance) =>
  fastify.addContentTypeParser('*', (_request, _payload, done) => done(null, undefined));

const FORM_LIMIT = 8 * 1024;

/** Fields of HTML forms, for pages of this scope. */
export function acceptForms(scope: FastifyInstance, logger: AppLogger): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser<string>(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: FORM_LIMIT },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(body))),
  );
  scope.addHook('onRequest', (request, reply, done) => {
    if (request.method === 'POST')
      limitBodyTime({ bodyKind: 'json' }, request, () => sendError(request, reply, new DeclaredError('REQUEST_TIMEOUT'), logger));
    done();
  });
}

/** UNSUPPORTED_MEDIA_TYPE for a body of another kind than the route takes, before it is read. */
export function rejectWrongType({ bodyKind }: HttpRoute, { headers }: FastifyRequest): void {
  const type = headers['content-type'];
  const empty =
    headers['content-length'] === '0' || (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined);
  if (empty || type === undefined) return;
  const wrong =
    bodyKind === 'multipart'
      ? !type.toLowerCase().startsWith('multipart/form-data')
      : bodyKind === 'json' && !JSON_BODY.test(type);
  if (wrong) throw new DeclaredError('UNSUPPORTED_MEDIA_TYPE');
}

/** How long a JSON body may take to arrive. Uploads end by idleness instead. */
const BODY_MS = 15_000;

/** Calls back when a JSON body is incomplete after BODY_MS, so that a slow client cannot occupy a request. */
export function limitBodyTime(
  { bodyKind }: Pick<HttpRoute, 'bodyKind'>,
  { raw, headers }: FastifyRequest,
  late: () => void,
): void {
  if (bodyKind !== 'json' || headers['content-length'] === '0') return;
  const timer = setTimeout(() => {
    if (!raw.complete) late();
  }, BODY_MS);
  raw.once('end', () => clearTimeout(timer)).once('close', () => clearTimeout(timer));
}
