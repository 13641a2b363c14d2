import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A TCP proxy to a server that passes only so many bytes a second to the client. */
export interface SlowLine {
  readonly port: number;
  /** Ends every connection. */
  break(): void;
  stop(): Promise<void>;
}

const TICK_MS = 5;

/** @param port of the server behind the line, on this machine */
export async function slowLine(port: number, bytesPerSecond: number): Promise<SlowLine> {
  const sockets = new Set<Socket>();
  const share = Math.ceil((bytesPerSecond * TICK_MS) / 1_000);
  const server = createServer((client) => {
    const behind = connect(port, '127.0.0.1');
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
    client.on('data', (chunk) => behind.write(chunk));
    // Read in small portions, so that the rest waits at the server and not here.
    behind.on('readable', () => undefined);
    const timer = setInterval(() => {
      for (let left = share; left > 0;) {
        const chunk: unknown = behind.read(Math.min(left, behind.readableLength)) ?? undefined;
        if (!Buffer.isBuffer(chunk) || chunk.length === 0) return;
        client.write(chunk);
        left -= chunk.length;
      }
    }, TICK_MS);
    behind.on('close', () => clearInterval(timer));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('The line has no address');
  const end = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: address.port,
    break: end,
    stop: async () => {
      end();
      const closed = once(server, 'close');
      server.close();
      await closed;
    },
  };
}
