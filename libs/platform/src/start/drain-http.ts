import type { Server, ServerResponse } from 'node:http';
import { Server as TcpServer, type Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';

/** How long idle connections stay open after `stop`, for requests that are already on their way. */
const IDLE_MS = 1_000;
/** How long connections of the listen queue are accepted at most, while new ones come. */
const QUEUE_MS = 500;
/** The share of the shutdown limit for running responses; the rest is for closing connections. */
const SHARE = 0.7;

/** Resolves after a whole poll phase of the event loop: everything that the kernel has received by now is read. */
async function polled(): Promise<void> {
  await turn();
  await turn();
}

export interface HttpDrain {
  announce: () => void;
  stop: () => Promise<void>;
  finish: () => Promise<void>;
}

/**
 * Stops an HTTP server in three steps. From `announce` on each response has `Connection: close`, so that the pools of
 * clients and proxies empty while the server still accepts. `stop` accepts no new connection once those in the listen queue
 * are accepted, and closes idle ones a second later: a request that is on its way would be lost with its connection.
 * `finish` waits for running responses and then closes the rest, so that a long download does not exceed the shutdown
 * limit. Upgraded connections are closed then too. Call it before the server listens.
 *
 * Node's own `close` is not enough: a kept-alive connection stays open after its last response, and one whose response
 * is written but not yet sent counts as idle and loses it.
 */
export function drainHttp(server: Server, limitMs: number): HttpDrain {
  /** The running responses of each connection. */
  const busy = new Map<Socket, number>();
  const running = new Set<ServerResponse>();
  let accepted = 0;
  let announced = false;
  let stopping = false;
  let closed: Promise<void> = Promise.resolve();
  let idle: NodeJS.Timeout | undefined;

  const count = (socket: Socket, change: number) => {
    const left = (busy.get(socket) ?? 0) + change;
    busy.set(socket, left);
    if (stopping && left === 0) socket.end();
  };
  server.on('connection', (socket) => {
    accepted += 1;
    busy.set(socket, 0);
    socket.once('close', () => busy.delete(socket));
  });
  server.prependListener('request', ({ socket }, response) => {
    count(socket, 1);
    running.add(response);
    if (announced) response.shouldKeepAlive = false;
    response.once('close', () => {
      running.delete(response);
      count(socket, -1);
    });
  });
  const announce = () => {
    announced = true;
    for (const response of running) if (!response.headersSent) response.shouldKeepAlive = false;
  };
  /** A connection that is still in the listen queue when it closes is reset. Node accepts one per turn of the event loop. */
  const acceptQueued = async () => {
    const until = performance.now() + QUEUE_MS;
    for (let before = -1; before !== accepted && performance.now() < until;) {
      before = accepted;
      await polled();
    }
  };
  const closeIdle = async () => {
    await polled(); // a busy process may have requests in its buffers
    stopping = true;
    for (const [socket, answers] of busy) if (answers === 0) socket.end();
  };
  // Without a listener Node rejects upgrades; a listener here would leave them without a response.
  if (server.listenerCount('upgrade') > 0) server.on('upgrade', ({ socket }) => count(socket, 1));

  return {
    announce,
    async stop() {
      announce();
      await acceptQueued();
      closed = new Promise((resolve) => TcpServer.prototype.close.call(server, () => resolve()));
      idle = setTimeout(() => void closeIdle(), IDLE_MS);
    },
    async finish() {
      const cut = setTimeout(() => busy.forEach((_, socket) => socket.destroy()), limitMs * SHARE);
      await closed;
      clearTimeout(cut);
      clearTimeout(idle);
    },
  };
}
