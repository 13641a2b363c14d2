import { connect, type Socket } from 'node:net';
import { DeclaredError } from '@veza/contracts';

const CONNECT_MS = 2_000;

/**
 * The replicas of one service behind an address list: used in turn, skipping those that refuse the connection.
 * UNAVAILABLE when all do.
 */
export class Replicas {
  private turn = 0;
  private readonly targets: readonly URL[];

  constructor(addresses: readonly string[]) {
    this.targets = addresses.map((address) => new URL(address));
  }

  async open(): Promise<{ socket: Socket; host: string }> {
    const first = this.turn++;
    let cause: unknown;
    for (let i = 0; i < this.targets.length; i++) {
      const target = this.targets[(first + i) % this.targets.length];
      if (!target) break;
      try {
        return { socket: await opened(target), host: target.host };
      } catch (error) {
        cause = error;
      }
    }
    throw new DeclaredError('UNAVAILABLE', { retryAfter: 1, cause });
  }
}

function opened({ hostname, port }: URL): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port || 80), noDelay: true, timeout: CONNECT_MS });
    socket.once('connect', () => {
      socket.setTimeout(0);
      socket.removeAllListeners();
      resolve(socket);
    });
    socket.once('timeout', () => socket.destroy(new Error('no connection in time')));
    socket.once('error', reject);
  });
}
