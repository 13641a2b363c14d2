import { openRedis, type RedisConnection } from '@veza/transport';
import type { RedisOptions } from 'ioredis';
import type { HealthRegistry } from '../health/health-registry.js';
import type { AppLogger } from '../logging/app-logger.js';

/**
 * Opens Redis connections of a service's own: named, auto-pipelined, every command ends within two seconds, reconnecting for
 * ever. While Redis is away commands reject, the outage is logged once, and /readyz says so. They are closed after
 * everything that uses them.
 */
export class RedisConnections {
  private readonly open: RedisConnection[] = [];

  constructor(
    private readonly service: string,
    private readonly logger: AppLogger,
    private readonly health: HealthRegistry,
  ) {}

  /**
   * `role` says what the connection is for (`cache`, `pubsub`); one role of a service has one connection. One that blocks
   * takes `{ commandTimeout: undefined }`.
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
