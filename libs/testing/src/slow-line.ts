import { tcpProxy } from './tcp-proxy.js';

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
  const share = Math.ceil((bytesPerSecond * TICK_MS) / 1_000);
  const proxy = await tcpProxy({
    port,
    pass: (client, behind) => {
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
    },
  });
  return { port: proxy.port, break: proxy.end, stop: proxy.stop };
}
