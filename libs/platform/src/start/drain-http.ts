import type { Server } from 'node:http';
import { Server as TcpServer, type Socket } from 'node:net';

/** The share of the shutdown limit for running responses; the rest is for closing connections. */
const SHARE = 0.7;

/**
 * Stops an HTTP server in two steps: `stop` accepts no new connection and closes idle ones; `finish` waits for running
 * responses and then closes the rest, so that a long download does not exceed the shutdown limit. Upgraded connections
 * are closed then too. Call it before the server listens.
 *
 * Node's own `close` is not enough: a kept-alive connection stays open after its last response, and one whose response
 * is written but not yet sent counts as idle and loses it.
 */
export function drainHttp(server: Server, limitMs: number): { stop: () => void; finish: () => Promise<void> } {
  /** The running responses of each connection. */
  const busy = new Map<Socket, number>();
  let stopping = false;
  let closed: Promise<void> = Promise.resolve();

  const count = (socket: Socket, change: number) => {
    const left = (busy.get(socket) ?? 0) + change;
    busy.set(socket, left);
    if (stopping && left === 0) socket.end();
  };
  server.on('connection', (socket) => {
    busy.set(socket, 0);
    socket.once('close', () => busy.delete(socket));
  });
  server.on('request', ({ socket }, response) => {
    count(socket, 1);
    response.once('close', () => count(socket, -1));
  });
  // Without a listener Node rejects upgrades; a listener here would leave them without a response.
  if (server.listenerCount('upgrade') > 0) server.on('upgrade', ({ socket }) => count(socket, 1));

  return {
    stop() {
      stopping = true;
      closed = new Promise((resolve) => TcpServer.prototype.close.call(server, () => resolve()));
      for (const [socket, answers] of busy) if (answers === 0) socket.end();
    },
    async finish() {
      const cut = setTimeout(() => busy.forEach((_, socket) => socket.destroy()), limitMs * SHARE);
      await closed;
      clearTimeout(cut);
    },
  };
}
