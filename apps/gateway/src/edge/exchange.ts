import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { ANONYMOUS, type Caller, type ErrorCode } from '@veza/contracts';
import { languageOf } from '@veza/platform';
import type { FastifyRequest } from 'fastify';

/** The state of one request at the edge, from its first hook on. */
export class Exchange {
  readonly requestId: string;
  readonly language: 'en' | 'fr';
  caller: Caller = ANONYMOUS;
  /** Members and elements of the JSON body. */
  bodyValues = 0;
  /** Of a refusal, for the log. */
  code?: ErrorCode;
  /** The headers of the limit that binds first. */
  limit?: Readonly<Record<string, string>>;

  constructor(
    headers: IncomingHttpHeaders,
    /** The client's address, behind the trusted proxies. */
    readonly address: string,
  ) {
    this.requestId = saneId(headers['x-request-id']) ?? randomUUID();
    this.language = headers['accept-language'] === undefined ? 'en' : languageOf(headers['accept-language']);
  }
}

const SANE = /^[\w.:@+/=-]{1,100}$/;

const saneId = (header: string | string[] | undefined) => (typeof header === 'string' && SANE.test(header) ? header : undefined);

const exchanges = new WeakMap<object, Exchange>();

export function openExchange(request: FastifyRequest, address: string): Exchange {
  const exchange = new Exchange(request.headers, address);
  exchanges.set(request.raw, exchange);
  return exchange;
}

/** The exchange of a request; one that never met the edge's first hook (a malformed address) gets a new one. */
export function exchangeOf(request: FastifyRequest): Exchange {
  return exchanges.get(request.raw) ?? openExchange(request, request.raw.socket.remoteAddress ?? '');
}
