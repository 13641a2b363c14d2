import type { Server } from 'node:http';

/** The share of the shutdown's limit that running answers get; the rest is for closing connections. */
const SHARE = 0.7;
const SWEEP_MS = 50;

/**
 * Stops an HTTP server in two steps: `stop` takes no new connection and lets idle ones go; `finish` waits for the running
 * answers, then cuts what is still streaming, so that a long download never makes the shutdown overrun its limit.
 */
export function drainHttp(server: Server, limitMs: number): { stop: () => void; finish: () => Promise<void> } {
  let closed: Promise<void> = Promise.resolve();
  return {
    stop() {
      closed = new Promise((resolve) => {
        server.close(() => resolve());
      });
    },
    async finish() {
      // A kept-alive connection turns idle after its last answer, and nobody but us would close it for a minute.
      const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
      const cut = setTimeout(() => server.closeAllConnections(), limitMs * SHARE);
      await closed;
      clearInterval(sweep);
      clearTimeout(cut);
    },
  };
}
