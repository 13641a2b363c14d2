import type { FastifyRequest } from 'fastify';
import { exchangeOf } from '../edge/exchange.js';
import type { SignInClient } from '../sessions/sessions.service.js';

/** From where a request comes, for the list of sessions and the limits. */
export function clientOf(request: FastifyRequest): SignInClient {
  return { device: (request.headers['user-agent'] ?? 'unknown').slice(0, 200), address: exchangeOf(request).address };
}
