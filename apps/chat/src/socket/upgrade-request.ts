import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { TrustedProxies } from '@veza/platform';
import type { Credential } from '../auth/sessions.service.js';
import { type Dialect, dialectAt, dialectNamed } from './dialects/index.js';

/** What an upgrade asks for. */
export interface UpgradeRequest {
  readonly dialect?: Dialect;
  readonly credential?: Credential;
  readonly origin?: string;
  /** The one cabinet that a client of `nova.v1` wants to hear of. */
  readonly cabinetId?: string;
  readonly address: string;
}

export function readUpgrade(request: IncomingMessage, door: 'main' | 'flat', proxies: TrustedProxies): UpgradeRequest {
  const { path, query } = targetOf(request.url ?? '/');
  const offered = protocolsOf(request);
  const named = offered.map(dialectNamed).find((dialect) => dialect !== undefined);
  const dialect = named ?? dialectAt(door, path);
  return {
    dialect,
    cabinetId: dialect?.name === 'nova.v1' ? (query.get('cabinetId') ?? undefined) : undefined,
    credential: credentialOf(query, request.headers.authorization),
    origin: request.headers.origin,
    address: proxies.clientOf(request.socket.remoteAddress, request.headers['x-forwarded-for']),
  };
}

export function protocolsOf(request: IncomingMessage): string[] {
  const header = request.headers['sec-websocket-protocol'] ?? '';
  return header.split(',').map((each) => each.trim());
}

/**
 * Which offered subprotocol is answered: the dialect that was named; else `permessage-deflate`, which some client offers
 * as one, because a browser fails a connection all of whose offers stay unanswered.
 */
export function chosenProtocol(offered: ReadonlySet<string>): string | false {
  for (const each of offered) if (dialectNamed(each)) return each;
  return offered.has('permessage-deflate') ? 'permessage-deflate' : false;
}

/** Path and query of a request's target. Not as a URL: to read one with a token in it was a thirtieth of what a connect costs. */
function targetOf(target: string): { path: string; query: URLSearchParams } {
  const end = target.indexOf('?');
  if (end < 0) return { path: target, query: new URLSearchParams() };
  return { path: target.slice(0, end), query: new URLSearchParams(target.slice(end)) };
}

function credentialOf(query: URLSearchParams, authorization: string | undefined): Credential | undefined {
  const ticket = query.get('ticket');
  if (ticket) return { ticket };
  const token = query.get('token') ?? /^Bearer (.+)$/i.exec(authorization ?? '')?.[1];
  return token ? { token } : undefined;
}

const REASONS: Readonly<Record<number, string>> = {
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  503: 'Service Unavailable',
};

/** Answers an upgrade with plain HTTP. */
export function refuseUpgrade(line: Duplex, status: number, retryAfterS?: number): void {
  const retry = retryAfterS === undefined ? '' : `Retry-After: ${retryAfterS}\r\n`;
  line.end(`HTTP/1.1 ${status} ${REASONS[status] ?? 'Refused'}\r\n${retry}Content-Length: 0\r\nConnection: close\r\n\r\n`);
}
