import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

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
  const [host, port] = [url.hostname, Number(url.port)];
  const sockets = new Set<Socket>();
  let state: 'whole' | 'broken' | 'silent' = 'whole';
  const server = createServer((client) => {
    client.on('error', () => client.destroy());
    if (state === 'broken') return void client.destroy();
    const behind = connect(port, host);
    for (const [one, other] of [
      [client, behind],
      [behind, client],
    ] as const) {
      sockets.add(one);
      // Not `pipe`, which lets a paused socket flow again by itself.
      one.on('data', (chunk) => other.write(chunk));
      one.on('error', () => one.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
      if (state === 'silent') one.pause();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('The line has no address');
  url.host = `127.0.0.1:${address.port}`;
  const end = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: url.href.replace(/\/$/, ''),
    break: () => {
      state = 'broken';
      end();
    },
    silence: () => {
      state = 'silent';
      for (const socket of sockets) socket.pause();
    },
    mend: () => {
      if (state === 'silent') end();
      state = 'whole';
    },
    stop: async () => {
      end();
      const closed = once(server, 'close');
      server.close();
      await closed;
    },
  };
}
