import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { all, compile } from '@fastify/proxy-addr';

/**
 * Proxies whose X-Forwarded-For counts. An entry is an address, a network (`10.0.0.0/8`, `fd00::/8`), one of
 * proxy-addr's names or `private`, or the number of proxies between a client and this process. With networks the client
 * is the nearest address that no trusted proxy has; so a client inside a trusted network could choose its own address.
 * A number has no such gap, but requires that no client can bypass the proxies. Throws for any other entry.
 */
export class TrustedProxies {
  /** Fastify's `trustProxy`. Hop 0 is the peer of the connection. */
  readonly trusts: (address: string, hop: number) => boolean;

  constructor(entries: readonly string[]) {
    const hops = Math.max(0, ...entries.filter((entry) => HOPS.test(entry)).map(Number));
    const listed = entries.filter((entry) => !HOPS.test(entry)).map(compiled);
    this.trusts = (address, hop) => hop < hops || listed.some((trusts) => trusts(address, hop));
  }

  clientOf(request: IncomingMessage): string {
    return clientAmong(all(request, this.trusts));
  }
}

/** The client among the addresses from the peer to the first one that is not trusted, such as Fastify's `request.ips`. */
export function clientAmong(addresses: readonly (string | undefined)[]): string {
  const client = addresses.findLast((address) => isIP(address ?? '') !== 0) ?? '';
  // A socket that listens on IPv6 and IPv4 reports 10.0.0.1 as ::ffff:10.0.0.1.
  return client.replace(/^::ffff:(?=\d+\.)/i, '');
}

const HOPS = /^\d{1,2}$/;
const NAMES = new Map([
  ['loopback', 'loopback'],
  ['linklocal', 'linklocal'],
  ['uniquelocal', 'uniquelocal'],
  ['private', 'uniquelocal'],
]);

function compiled(entry: string): (address: string, hop: number) => boolean {
  const name = NAMES.get(entry);
  // proxy-addr also reads shortened and hexadecimal addresses; in a configuration these are mistakes.
  if (name === undefined && isIP(entry.split('/')[0] ?? '') === 0) throw fault(entry);
  try {
    return compile(name ?? entry);
  } catch (cause) {
    throw fault(entry, cause);
  }
}

const fault = (entry: string, cause?: unknown) =>
  new Error(`TRUSTED_PROXIES: ${entry} is neither an address nor a network nor a number of proxies`, { cause });
