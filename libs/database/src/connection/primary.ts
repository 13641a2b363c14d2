import { setTimeout as pause } from 'node:timers/promises';
import { Socket } from 'node:net';
import type { AppLogger } from '@veza/platform';
import pg from 'pg';
import { publicAddress } from '../service-url.js';
import { isPrimary } from './find-primary.js';

/** How often the server in use is asked whether it still accepts changes, and the others while it does not. */
const LOOK_MS = 1_000;
const REPLY_MS = 2_000;

/**
 * The server of a list that accepts changes, for the pools of a process.
 *
 * Promise: within some three seconds after another server was promoted, new connections lead to it, and the connections
 * to the former one are cut, so that no statement waits for a server that is frozen or cut off.
 * Limit: while no server accepts changes, connections stay where they were, and reads of a standby go on.
 * Failure: of two servers that both accept changes the one in use stays. Only the tool that promotes can fence the other.
 */
export class Primary {
  private readonly pools = new Set<pg.Pool>();
  private readonly sockets = new Set<Socket>();
  private readonly stopping = new AbortController();
  private watcher: pg.Client | undefined;
  private watching: Promise<void> | undefined;

  constructor(
    private readonly addresses: readonly string[],
    private current: string,
    private readonly logger: AppLogger,
  ) {}

  /** How a pool reaches the server; the pool is then one for `follow`. */
  options(): pg.PoolConfig {
    if (this.addresses.length === 1) return { connectionString: this.current };
    return { connectionString: this.current, stream: () => this.newSocket() };
  }

  /** From now on the pool connects to the server that accepts changes. */
  follow(pool: pg.Pool): void {
    if (this.addresses.length === 1) return;
    this.pools.add(pool);
    pool.options.connectionString = this.current;
    this.watching ??= this.watch();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.watching;
  }

  private newSocket(): Socket {
    const socket = new Socket();
    this.sockets.add(socket);
    socket.once('close', () => this.sockets.delete(socket));
    return socket;
  }

  private async watch(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      if (!(await this.isCurrentPrimary())) await this.search();
      await pause(LOOK_MS, undefined, { signal }).catch(() => undefined);
    }
    await this.watcher?.end().catch(() => undefined);
  }

  private async isCurrentPrimary(): Promise<boolean> {
    this.watcher ??= await connected(this.current);
    if (this.watcher && (await isPrimary(this.watcher))) return true;
    await this.watcher?.end().catch(() => undefined);
    this.watcher = undefined;
    return false;
  }

  private async search(): Promise<void> {
    const others = this.addresses.filter((address) => address !== this.current);
    const found = await Promise.any(others.map(asPrimary)).catch(() => undefined);
    if (!found) return;
    this.logger.warn('Another server of Postgres accepts changes', { address: publicAddress(found.address) });
    this.current = found.address;
    this.watcher = found.client;
    for (const pool of this.pools) pool.options.connectionString = found.address;
    for (const socket of this.sockets) socket.destroy(new Error('Connection terminated: another server is the primary'));
  }
}

async function connected(address: string): Promise<pg.Client | undefined> {
  const client = new pg.Client({ connectionString: address, connectionTimeoutMillis: REPLY_MS, query_timeout: REPLY_MS });
  client.on('error', () => undefined); // the next question reports it
  try {
    await client.connect();
    return client;
  } catch {
    await client.end().catch(() => undefined);
    return undefined;
  }
}

async function asPrimary(address: string): Promise<{ address: string; client: pg.Client }> {
  const client = await connected(address);
  if (client && (await isPrimary(client))) return { address, client };
  await client?.end().catch(() => undefined);
  throw new Error('not the primary');
}
