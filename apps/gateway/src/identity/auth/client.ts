import { statedLanguage } from '@veza/platform';
import type { FastifyRequest } from 'fastify';
import { exchangeOf } from '../../edge/exchange.js';
import type { SignInClient } from '../sessions/sessions.service.js';

/** Device and address of a request, for the list of sessions and for limits, and the language of its user. */
export function clientOf(request: FastifyRequest): SignInClient {
  return {
    device: (request.headers['user-agent'] ?? 'unknown').slice(0, 200),
    address: exchangeOf(request).address,
    language: statedLanguage(request.headers['accept-language']),
  };
}
