import { HttpException } from '@nestjs/common';
import { DeclaredError, ERRORS, type ErrorCode } from '@veza/contracts';
import { toErrorBody, toProblem, type AppLogger } from '@veza/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { exchangeOf } from './exchange.js';

const BY_STATUS: Record<number, ErrorCode> = {
  400: 'MALFORMED_BODY',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  408: 'REQUEST_TIMEOUT',
  413: 'PAYLOAD_TOO_LARGE',
  414: 'NOT_FOUND',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  431: 'HEADERS_TOO_LARGE',
  503: 'UNAVAILABLE',
};

/** Refusals of Fastify and Nest (broken JSON, an unknown path, too large) in the words of our catalogue. */
function declared(error: unknown): unknown {
  if (error instanceof DeclaredError) return error;
  const code = BY_STATUS[statusOf(error) ?? 0];
  return code === undefined ? error : new DeclaredError(code, { message: ERRORS[code].message, cause: error });
}

function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  if (!(error instanceof Error) || !('statusCode' in error) || !('code' in error)) return undefined;
  return typeof error.statusCode === 'number' && String(error.code).startsWith('FST_') ? error.statusCode : undefined;
}

/** Sends the one error body, as problem+json to who accepts that. After the first byte of an answer nothing can be said any more. */
export function sendError(request: FastifyRequest, reply: FastifyReply, error: unknown, logger: AppLogger): void {
  const { requestId, language, limit } = exchangeOf(request);
  const { status, body, headers } = toErrorBody(declared(error), { requestId, language, logger });
  if (reply.raw.headersSent) {
    reply.raw.destroy();
    return;
  }
  const problem = request.headers.accept?.includes('application/problem+json') ?? false;
  reply.code(status).headers({ 'x-request-id': requestId, 'cache-control': 'no-store', ...limit, ...headers });
  if (status === 413 || status === 415 || status === 408) reply.header('connection', 'close'); // the rest of the body is not read
  reply.type(problem ? 'application/problem+json; charset=utf-8' : 'application/json; charset=utf-8');
  reply.send(JSON.stringify(problem ? toProblem(body) : body));
}
