import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A TCP line to a server that a test can break and mend: the server itself goes on for everybody else. */
export interface BreakableLine {
  /** The server's URL with this line's host and port. */
  readonly url: string;
  /** Ends every connection; new ones are ended at once. */
  break(): void;
  mend(): void;
  stop(): Promise<void>;
}

/** @param target the URL of the server behind the line, with host and port */
export async function breakableLine(target: string): Promise<BreakableLine> {
  const url = new URL(target);
  const [host, port] = [url.hostname, Number(url.port)];
  const sockets = new Set<Socket>();
  let broken = false;
  const server = createServer((client) => {
    client.on('error', () => client.destroy());
    if (broken) return void client.destroy();
    const behind = connect(port, host);
    for (const [one, other] of [
      [client, behind],
      [behind, client],
    ] as const) {
      sockets.add(one);
      one.on('error', () => one.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
    client.pipe(behind).pipe(client);
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
      broken = true;
      end();
    },
    mend: () => (broken = false),
    stop: async () => {
      end();
      const closed = once(server, 'close');
      server.close();
      await closed;
    },
  };
}
