import type { AppLogger } from '@veza/platform';
import { connectRedis, openRedis, type RedisConnection } from '@veza/transport';

/** In braces, so that all keys of a queue lie on one node of a cluster. */
export const QUEUE_PREFIX = '{media}';

/**
 * BullMQ's Redis; whoever opens it closes it. Who adds jobs wants an answer, so nothing waits while Redis is away; who
 * works on them waits for Redis to come back (BullMQ demands retries without end for its blocking reads).
 */
export function openQueueRedis(
  url: string,
  name: string,
  { patient, logger }: { patient: boolean; logger: AppLogger },
): RedisConnection {
  const connection = openRedis(url, name, { maxRetriesPerRequest: patient ? null : 1, enableOfflineQueue: patient });
  connectRedis(connection, { lost: (cause) => logger.warn('The job queue is away', { cause }) });
  return connection;
}
