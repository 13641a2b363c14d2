import type { AppLogger } from '@veza/platform';
import { connectRedis, openRedis, type RedisConnection } from '@veza/transport';

/** In braces: the hash tag that keeps all keys of a queue on one node of a cluster. */
export const queuePrefix = (queue: string): string => `{${queue}}`;

/**
 * A connection for BullMQ, closed by its owner. Commands of a producer fail at once while Redis is down; a worker
 * (`patient`) waits until Redis is back, as BullMQ demands unlimited retries for its blocking reads.
 */
export function openQueueRedis(
  url: string,
  name: string,
  { patient, logger }: { patient: boolean; logger: AppLogger },
): RedisConnection {
  const connection = openRedis(url, name, { maxRetriesPerRequest: patient ? null : 1, enableOfflineQueue: patient });
  connectRedis(connection, { lost: (cause) => logger.warn('The job queue is unavailable', { cause }) });
  return connection;
}

/** Rejects when the work has not ended in time. Its own failure after that is ignored. */
export async function endsWithin<Result>(ms: number, work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no reply within ${ms} ms`)), ms);
  });
  work.catch(() => undefined);
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
