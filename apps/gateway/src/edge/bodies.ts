import { DeclaredError, type HttpRoute } from '@veza/contracts';
import type { FastifyInstance, FastifyRequest } from 'fastify';

const JSON_BODY = /^application\/(?:json|[\w.+-]+\+json)\s*(?:;|$)/i;

/** JSON is read whole, up to a limit; every other body stays a stream for handlers of bytes. */
export function acceptBodies(fastify: FastifyInstance, limit: number): void {
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(JSON_BODY, { parseAs: 'string', bodyLimit: limit }, (request, text, done) => {
    // Clients that set the type on every call send none of the promised body.
    if (text === '') done(null, undefined);
    else void parse(request, String(text), done);
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
export function limitBodyTime({ bodyKind }: HttpRoute, { raw, headers }: FastifyRequest, late: () => void): void {
  if (bodyKind !== 'json' || headers['content-length'] === '0') return;
  const timer = setTimeout(() => {
    if (!raw.complete) late();
  }, BODY_MS);
  raw.once('end', () => clearTimeout(timer)).once('close', () => clearTimeout(timer));
}
