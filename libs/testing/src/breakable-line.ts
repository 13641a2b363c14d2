import { tcpProxy } from './tcp-proxy.js';

/** A TCP proxy to a server that a test can break and mend, without affecting other clients of the server. */
export interface BreakableLine {
  /** The server's URL with this line's host and port. */
  readonly url: string;
  /** Ends every connection; new ones are ended at once. */
  break(): void;
  /** Like a cut cable: no data passes and no side is notified. New connections are accepted and stay silent too. */
  silence(): void;
  /** New connections work again. Silent connections break now, as after a long silence. */
  mend(): void;
  stop(): Promise<void>;
}

/** @param target the URL of the server behind the line, with host and port */
export async function breakableLine(target: string): Promise<BreakableLine> {
  const url = new URL(target);
  let state: 'whole' | 'broken' | 'silent' = 'whole';
  const proxy = await tcpProxy({
    host: url.hostname,
    port: Number(url.port),
    accepts: () => state !== 'broken',
    pass: (client, behind) => {
      for (const [one, other] of [
        [client, behind],
        [behind, client],
      ] as const) {
        // Not `pipe`, which lets a paused socket flow again by itself.
        one.on('data', (chunk) => other.write(chunk));
        if (state === 'silent') one.pause();
      }
    },
  });
  url.host = `127.0.0.1:${proxy.port}`;
  return {
    url: url.href.replace(/\/$/, ''),
    break: () => {
      state = 'broken';
      proxy.end();
    },
    silence: () => {
      state = 'silent';
      for (const socket of proxy.sockets) socket.pause();
    },
    mend: () => {
      if (state === 'silent') proxy.end();
      state = 'whole';
    },
    stop: proxy.stop,
  };
}
