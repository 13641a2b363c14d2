import { Redis, type RedisOptions } from 'ioredis';
import type { AppLogger } from '../logging/app-logger.js';

export interface RedisConnectionOptions {
  url: string;
  /** Shown by CLIENT LIST and in the log: `catalog:cache`. */
  name: string;
  logger: AppLogger;
  /** Only what differs; a blocking reader, for instance, takes no command timeout. */
  overrides?: RedisOptions;
}

/**
 * One Redis connection with the house's manners: named, auto-pipelined, every command ends within two seconds, it
 * reconnects for ever (at most a second apart) and logs an outage once. While Redis is away commands reject.
 */
export function connectRedis({ url, name, logger, overrides }: RedisConnectionOptions): Redis {
  const client = new Redis(url, {
    connectionName: name,
    enableAutoPipelining: true,
    commandTimeout: 2_000,
    connectTimeout: 2_000,
    maxRetriesPerRequest: 1,
    retryStrategy: (attempt) => Math.min(1_000, 50 * attempt),
    ...overrides,
  });
  let away = false;
  client.on('error', (cause: unknown) => {
    if (!away) logger.warn('Redis is away', { connection: name, cause });
    away = true;
  });
  client.on('ready', () => {
    if (away) logger.log('Redis is back', { connection: name });
    away = false;
  });
  return client;
}
