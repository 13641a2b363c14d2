import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A TCP proxy on this machine. */
export interface TcpProxy {
  readonly port: number;
  /** The open sockets of both sides. */
  readonly sockets: ReadonlySet<Socket>;
  /** Ends every connection. */
  end(): void;
  stop(): Promise<void>;
}

export interface TcpProxyOptions {
  /** The server behind the proxy. */
  readonly host?: string;
  readonly port?: number;
  /** On which it listens itself; any free one if not given. */
  readonly listen?: number;
  /** Connects to the server of a new client, if it is not always the same one. */
  readonly dial?: () => Promise<Socket>;
  /** Whether to connect a new client to the server; otherwise it is ended. */
  readonly accepts?: () => boolean;
  /** Whether the server's side stays open when the client's side has ended. */
  readonly outlives?: (client: Socket) => boolean;
  /** Passes the data on. If one side closes, the other one is ended. */
  readonly pass: (client: Socket, behind: Socket) => void;
}

export async function tcpProxy({
  host = '127.0.0.1',
  port = 0,
  listen = 0,
  dial,
  accepts,
  outlives,
  pass,
}: TcpProxyOptions): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    client.on('error', () => client.destroy());
    if (accepts?.() === false) return void client.destroy();
    if (!dial) return pair(client, connect(port, host));
    client.pause();
    dial().then(
      (behind) => pair(client, behind),
      () => client.destroy(),
    );
  });
  const pair = (client: Socket, behind: Socket) => {
    for (const [one, other] of [
      [client, behind],
      [behind, client],
    ] as const) {
      sockets.add(one);
      one.on('error', () => one.destroy());
      one.on('close', () => {
        sockets.delete(one);
        if (one !== client || outlives?.(client) !== true) other.destroy();
      });
    }
    if (client.destroyed) behind.destroy();
    else pass(client, behind);
  };
  server.listen(listen, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('The proxy has no address');
  const end = () => {
    for (const socket of sockets) socket.destroy();
  };
  const stop = async () => {
    end();
    const closed = once(server, 'close');
    server.close();
    await closed;
  };
  return { port: address.port, sockets, end, stop };
}
