import { toErrorBody, toProblem, type AppLogger } from '@veza/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { exchangeOf } from './exchange.js';

/** After these the rest of a body is not read, so the connection cannot serve another request. */
const BODY_LEFT_UNREAD = new Set([408, 413, 415]);

/** Sends the one error body, as problem+json to who accepts that. After the first byte of an answer nothing can be said any more. */
export function sendError(request: FastifyRequest, reply: FastifyReply, error: unknown, logger: AppLogger): void {
  if (reply.raw.headersSent) {
    reply.raw.destroy();
    return;
  }
  const { requestId, language, limit } = exchangeOf(request);
  const { status, body, headers } = toErrorBody(error, { requestId, language, logger });
  const problem = request.headers.accept?.includes('application/problem+json') ?? false;
  reply.code(status).headers({ 'x-request-id': requestId, 'cache-control': 'no-store', ...limit, ...headers });
  if (BODY_LEFT_UNREAD.has(status)) reply.header('connection', 'close');
  reply.type(problem ? 'application/problem+json; charset=utf-8' : 'application/json; charset=utf-8');
  reply.send(JSON.stringify(problem ? toProblem(body) : body));
}
