import type { Server } from 'node:http';
import { Server as TcpServer, type Socket } from 'node:net';

/** The share of the shutdown's limit that running answers get; the rest is for closing connections. */
const SHARE = 0.7;

/**
 * Stops an HTTP server in two steps: `stop` takes no new connection and lets idle ones go; `finish` waits for the running
 * answers, then cuts what is still streaming, so that a long download never makes the shutdown overrun its limit. Upgraded
 * connections belong to whoever took them, and are cut then too. Call it before the server listens.
 *
 * Node's own `close` is not enough: a kept-alive connection stays open after its last answer, and one whose answer is
 * written but not yet sent counts as idle and loses it.
 */
export function drainHttp(server: Server, limitMs: number): { stop: () => void; finish: () => Promise<void> } {
  /** Of each connection, what keeps it from being idle. */
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
  // Without another listener Node refuses upgrades, and one of ours would leave them without an answer.
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
