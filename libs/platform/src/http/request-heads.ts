import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { Server as TlsServer } from 'node:tls';
import { NetworkBound, type NetworkBounds } from './network-bound.js';
import type { TrustedProxies } from './trusted-proxies.js';

/** Options of every listener: a request head is complete within five seconds, which Node checks every second. */
export const REQUEST_HEAD_LIMITS = { headersTimeout: 5_000, connectionsCheckingInterval: 1_000 } as const;

/** Well below the file descriptors of a process, and far above the heads that honest clients have under way. */
const BOUNDS: NetworkBounds = { total: 2_000, perNetwork: 200 };

/**
 * Bounds the connections of a server that have sent no complete request yet. Above a bound the oldest one is closed.
 * Connections of a trusted proxy count in the total only, because they are those of many clients. Call it when the
 * server has its `upgrade` listener, if there is one.
 */
export function limitRequestHeads(server: Server, proxies: TrustedProxies, bounds = BOUNDS): void {
  const heads = new NetworkBound<Socket>(bounds, (socket) => socket.destroy());
  // A TLS connection counts from the end of its handshake, which has a time limit of its own.
  server.on(server instanceof TlsServer ? 'secureConnection' : 'connection', (socket: Socket) => {
    const address = socket.remoteAddress?.replace(/^::ffff:(?=\d+\.)/i, '');
    heads.add(socket, address === undefined || proxies.trusts(address, 0) ? undefined : address);
    socket.once('close', () => heads.delete(socket));
  });
  server.prependListener('request', ({ socket }) => heads.delete(socket));
  // Without a listener Node rejects upgrades; a listener here would leave them without a response.
  if (server.listenerCount('upgrade') > 0) server.prependListener('upgrade', ({ socket }) => heads.delete(socket));
}
