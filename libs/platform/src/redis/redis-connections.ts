import type { Redis, RedisOptions } from 'ioredis';
import type { HealthRegistry } from '../health/health-registry.js';
import type { AppLogger } from '../logging/app-logger.js';
import { connectRedis } from './connect-redis.js';

/** Opens Redis connections that are watched by /readyz and closed after everything that uses them. */
export class RedisConnections {
  private readonly open: Redis[] = [];

  constructor(
    private readonly service: string,
    private readonly logger: AppLogger,
    private readonly health: HealthRegistry,
  ) {}

  /** `role` says what the connection is for (`cache`, `pubsub`); one role of a service has one connection. */
  connect(url: string, role: string, overrides?: RedisOptions): Redis {
    const client = connectRedis({ url, name: `${this.service}:${role}`, logger: this.logger, overrides });
    this.health.register(`redis-${role}`, () => client.ping());
    this.open.push(client);
    return client;
  }

  closeAll(): void {
    for (const client of this.open.splice(0)) client.disconnect();
  }
}
