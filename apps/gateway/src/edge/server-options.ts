import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { ERRORS, type ErrorCode } from '@veza/contracts';
import { REQUEST_HEAD_LIMITS, TrustedProxies } from '@veza/platform';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import type { GatewayConfig } from '../config.js';
import { serverWithBypass } from './bypass.js';
import { Exchange } from './exchange.js';
import { VARY } from './cors.js';
import { SECURITY_HEADERS } from './security-headers.js';

const LARGEST_HEADERS = 16 * 1024;

/**
 * How Fastify listens. A whole request has no time limit, because an upload may take hours; stalled ones are ended by
 * their reader. Errors of Node and of the router before a request exists have the same body.
 */
export function serverOptions({ TRUSTED_PROXIES }: GatewayConfig): ConstructorParameters<typeof FastifyAdapter>[0] {
  return {
    serverFactory: serverWithBypass({
      ...REQUEST_HEAD_LIMITS,
      maxHeaderSize: LARGEST_HEADERS,
      requestTimeout: 0,
      keepAliveTimeout: 65_000,
    }),
    routerOptions: { maxParamLength: 300 },
    trustProxy: new TrustedProxies(TRUSTED_PROXIES).trusts,
    return503OnClosing: false,
    clientErrorHandler: refuseUnread,
    frameworkErrors: (_error, request, reply) => {
      const { requestId, body } = refusal('NOT_FOUND', request.headers);
      reply.raw
        .writeHead(404, {
          ...SECURITY_HEADERS,
          vary: VARY,
          'x-request-id': requestId,
          'content-type': 'application/json; charset=utf-8',
        })
        .end(body);
    },
  };
}

const CODES: Record<string, ErrorCode> = {
  HPE_HEADER_OVERFLOW: 'HEADERS_TOO_LARGE',
  ERR_HTTP_REQUEST_TIMEOUT: 'REQUEST_TIMEOUT',
};

function refuseUnread(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) return void socket.destroy();
  const code = CODES[error.code ?? ''] ?? 'MALFORMED_BODY';
  const { requestId, body } = refusal(code, {});
  const headers = {
    ...SECURITY_HEADERS,
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'x-request-id': requestId,
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.end(`HTTP/1.1 ${ERRORS[code].status} Refused\r\n${lines.join('\r\n')}\r\nconnection: close\r\n\r\n${body}`);
}

function refusal(code: ErrorCode, headers: IncomingMessage['headers']): { requestId: string; body: string } {
  const { requestId } = new Exchange(headers, '');
  const { status, retryable, message } = ERRORS[code];
  return { requestId, body: JSON.stringify({ success: false, error: message, code, message, status, requestId, retryable }) };
}
