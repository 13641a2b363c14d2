import type { Socket } from 'node:net';
import { tcpProxy } from './tcp-proxy.js';

/** A TCP proxy to a server that a test can break and mend, without affecting other clients of the server. */
export interface BreakableLine {
  /** The server's URL with this line's host and port. */
  readonly url: string;
  /** Ends every connection; new ones are ended at once. */
  break(): void;
  /**
   * Like a cut cable: no data passes and no side is notified. New connections are accepted and stay silent too.
   *
   * @param way data of this direction only: `up` from the client
   */
  silence(way?: 'up' | 'down'): void;
  /** The client's side of every connection ends; the server keeps its own, which says nothing more. New ones work. */
  vanish(): void;
  /** New connections work again. Silent connections break now, as after a long silence. */
  mend(): void;
  stop(): Promise<void>;
}

/** @param target the URL of the server behind the line, with host and port */
export async function breakableLine(target: string): Promise<BreakableLine> {
  const url = new URL(target);
  let state: 'whole' | 'broken' | 'silent' = 'whole';
  let silentWay: 'up' | 'down' | undefined;
  const pairs = new Map<Socket, Socket>();
  const vanished = new WeakSet<Socket>();
  const isSilent = (way: 'up' | 'down') => state === 'silent' && (silentWay ?? way) === way;
  const proxy = await tcpProxy({
    host: url.hostname,
    port: Number(url.port),
    accepts: () => state !== 'broken',
    outlives: (client) => vanished.has(client),
    pass: (client, behind) => {
      pairs.set(client, behind);
      client.on('close', () => pairs.delete(client));
      for (const [one, other, way] of [
        [client, behind, 'up'],
        [behind, client, 'down'],
      ] as const) {
        // Not `pipe`, which lets a paused socket flow again by itself.
        one.on('data', (chunk) => other.write(chunk));
        if (isSilent(way)) one.pause();
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
    silence: (way) => {
      [state, silentWay] = ['silent', way];
      for (const [client, behind] of pairs) {
        if (isSilent('up')) client.pause();
        if (isSilent('down')) behind.pause();
      }
    },
    vanish: () => {
      for (const [client, behind] of pairs) {
        vanished.add(client);
        behind.pause();
        client.destroy();
      }
    },
    mend: () => {
      if (state === 'silent') proxy.end();
      state = 'whole';
    },
    stop: proxy.stop,
  };
}
