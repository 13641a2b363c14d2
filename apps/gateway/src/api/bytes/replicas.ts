import { Agent, type ClientRequest, type IncomingMessage, request, type RequestOptions } from 'node:http';
import type { Socket } from 'node:net';
import type { Writable } from 'node:stream';
import { DeclaredError } from '@veza/contracts';
import { connectedEvent, type ServiceTls } from '@veza/platform';

const CONNECT_MS = 2_000;
/** Idle connections to one replica that stay open for the next reads. */
const MOST_IDLE = 64;

interface Target {
  url: URL;
  agent: Agent;
}

/**
 * The replicas of one service behind an address list: used in turn, skipping those that refuse the connection.
 * UNAVAILABLE when all do.
 */
export class Replicas {
  private turn = 0;
  private readonly targets: readonly Target[];

  constructor(
    addresses: readonly string[],
    private readonly tls: ServiceTls,
  ) {
    this.targets = addresses.map((address) => {
      const url = new URL(address);
      const agent = new Agent({ keepAlive: true, maxFreeSockets: MOST_IDLE });
      return { url, agent: Object.assign(agent, { createConnection: () => tls.connect(url) }) };
    });
  }

  /** A new connection, for an upload or an upgrade: neither can be repeated after a kept connection has ended. */
  async open(): Promise<{ socket: Socket; host: string }> {
    return this.inTurn(async ({ url }) => ({ socket: await this.tls.open(url, CONNECT_MS), host: url.host }));
  }

  /**
   * The response to a request without a body, over a kept connection if there is one. It is repeated when the connection
   * ends before the response. It ends when the reader closes, or after `idleMs` without a byte.
   */
  async read(options: RequestOptions, reader: Writable, idleMs: number): Promise<IncomingMessage> {
    return this.inTurn(async ({ url: { hostname, port, host }, agent }) => {
      const headers = { ...options.headers, host };
      const ask = request({ ...options, headers, hostname, port: Number(port || 80), agent });
      const end = () => void ask.destroy();
      ask.setTimeout(idleMs, end);
      reader.once('close', end);
      ask.once('close', () => reader.off('close', end));
      return answered(ask.end());
    }, reader);
  }

  /** Every replica once, and the first one again: its kept connection may have ended. */
  private async inTurn<Result>(attempt: (target: Target) => Promise<Result>, reader?: Writable): Promise<Result> {
    const first = this.turn++;
    let cause: unknown;
    for (let i = 0; i <= this.targets.length && reader?.destroyed !== true; i++) {
      const target = this.targets[(first + i) % this.targets.length];
      if (!target) break;
      try {
        return await attempt(target);
      } catch (error) {
        cause = error;
      }
    }
    throw new DeclaredError('UNAVAILABLE', { retryAfter: 1, cause });
  }
}

function answered(ask: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => ask.destroy(new Error('no connection in time')), CONNECT_MS);
    const connected = () => clearTimeout(limit);
    ask.once('socket', (socket) => (socket.connecting ? void socket.once(connectedEvent(socket), connected) : connected()));
    ask.once('response', resolve);
    ask.once('close', connected);
    ask.on('error', reject);
  });
}
