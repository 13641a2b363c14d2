import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type Language, languageOf, refusePlainly, type TrustedProxies } from '@veza/platform';
import type { Credential } from '../auth/session-verifier.js';
import { type Dialect, dialectAt, dialectNamed } from '../protocol/dialects/index.js';

/** The parameters of an upgrade request. */
export interface UpgradeRequest {
  readonly dialect?: Dialect;
  readonly credential?: Credential;
  readonly origin?: string;
  /** The one cabinet whose events a client of `nova.v1` wants. */
  readonly cabinetId?: string;
  /** Where a client of `nova.v1` stood; empty if it does not know. */
  readonly since?: string;
  /** The resume token of a chat client; empty if it asks for one. */
  readonly resumeToken?: string;
  /** Of texts for its user, by Accept-Language. */
  readonly language: Language;
  readonly address: string;
}

/** Of what a client shows as its resume token: a longer text is none. */
const LONGEST_TOKEN = 100;

export function readUpgrade(request: IncomingMessage, listener: 'main' | 'flat', proxies: TrustedProxies): UpgradeRequest {
  const url = new URL(request.url ?? '/', 'http://chat');
  // docs/protocol, Connect: "The name takes precedence over path and port, and the server selects it …".
  const offered = protocolsOf(request);
  const named = offered.map(dialectNamed).find((dialect) => dialect !== undefined);
  const dialect = named ?? dialectAt(listener, url.pathname);
  const novaField = (name: string) => (dialect?.name === 'nova.v1' ? (url.searchParams.get(name) ?? undefined) : undefined);
  return {
    dialect,
    cabinetId: novaField('cabinetId'),
    since: novaField('since'),
    resumeToken: dialect?.name === 'nova.v1' ? undefined : url.searchParams.get('resume')?.slice(0, LONGEST_TOKEN),
    credential: credentialOf(url, request.headers.authorization),
    origin: request.headers.origin,
    language: languageOf(request.headers['accept-language']),
    address: proxies.clientOf(request),
  };
}

export function protocolsOf(request: IncomingMessage): string[] {
  const header = request.headers['sec-websocket-protocol'] ?? '';
  return header.split(',').map((each) => each.trim());
}

/**
 * The subprotocol to accept: the first dialect among the offered ones; else `permessage-deflate`, which one client offers
 * as a subprotocol, because a browser fails a connection if it offered subprotocols and none was accepted.
 */
export function selectSubprotocol(offered: ReadonlySet<string>): string | false {
  for (const each of offered) if (dialectNamed(each)) return each;
  return offered.has('permessage-deflate') ? 'permessage-deflate' : false;
}

function credentialOf(url: URL, authorization: string | undefined): Credential | undefined {
  const ticket = url.searchParams.get('ticket');
  if (ticket) return { ticket };
  const token = url.searchParams.get('token') ?? /^Bearer (.+)$/i.exec(authorization ?? '')?.[1];
  return token ? { token } : undefined;
}

const REASONS: Readonly<Record<number, string>> = {
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  503: 'Service Unavailable',
};

/** Rejects an upgrade with a plain HTTP response. */
export function refuseUpgrade(stream: Duplex, status: number, retryAfterS?: number): void {
  const retry: Record<string, string> = retryAfterS === undefined ? {} : { 'retry-after': String(retryAfterS) };
  refusePlainly(stream, `${status} ${REASONS[status] ?? 'Refused'}`, retry);
}
