import { toErrorBody, toProblem, type AppLogger } from '@veza/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { exchangeOf } from './exchange.js';
import { leavesBodyUnread, linger } from './linger.js';

/**
 * Sends the error body, as problem+json when the client accepts it. After the first byte of a response it can only cut.
 */
export function sendError(request: FastifyRequest, reply: FastifyReply, error: unknown, logger: AppLogger): void {
  if (reply.raw.headersSent) {
    reply.raw.destroy();
    return;
  }
  const exchange = exchangeOf(request);
  const { requestId, language, limit } = exchange;
  const { status, body, headers } = toErrorBody(error, { requestId, language, logger });
  exchange.code = body.code;
  const problem = request.headers.accept?.includes('application/problem+json') ?? false;
  reply.code(status).headers({ 'x-request-id': requestId, 'cache-control': 'no-store', ...limit, ...headers });
  if (leavesBodyUnread(request.raw, status)) {
    reply.header('connection', 'close');
    linger(request.raw);
  }
  reply.type(problem ? 'application/problem+json; charset=utf-8' : 'application/json; charset=utf-8');
  reply.send(JSON.stringify(problem ? toProblem(body) : body));
}
