import { openRedis, type RedisConnection } from '@veza/transport';
import type { RedisOptions } from 'ioredis';
import type { HealthRegistry } from '../health/health-registry.js';
import type { AppLogger } from '../logging/app-logger.js';

/**
 * Opens the Redis connections of a service: named, auto-pipelined, with a limit of two seconds per command, and endless
 * reconnection. While Redis is away commands reject, the outage is logged once, and /readyz reports it. The connections
 * are closed after everything that uses them.
 */
export class RedisConnections {
  private readonly open: RedisConnection[] = [];

  constructor(
    private readonly service: string,
    private readonly logger: AppLogger,
    private readonly health: HealthRegistry,
  ) {}

  /**
   * `role` is the purpose of the connection (`cache`, `pubsub`); a role has one connection in a service. A connection
   * that blocks needs `{ commandTimeout: undefined }`.
   */
  connect(url: string, role: string, overrides: RedisOptions = {}): RedisConnection {
    const manners = { enableOfflineQueue: true, enableAutoPipelining: true, commandTimeout: 2_000, lazyConnect: false };
    const client = openRedis(url, `${this.service}:${role}`, { ...manners, ...overrides });
    this.watch(client, role);
    this.health.register(`redis-${role}`, () => client.ping());
    this.open.push(client);
    return client;
  }

  closeAll(): void {
    for (const client of this.open.splice(0)) client.disconnect();
  }

  private watch(client: RedisConnection, role: string): void {
    let away = false;
    client.on('error', (cause: unknown) => {
      if (!away) this.logger.warn('Redis is away', { role, cause });
      away = true;
    });
    client.on('ready', () => {
      if (away) this.logger.log('Redis is back', { role });
      away = false;
    });
  }
}
