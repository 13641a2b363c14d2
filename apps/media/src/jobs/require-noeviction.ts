import { StartFailure } from '@veza/platform';
import type { RedisConnection } from '@veza/transport';

/** A Redis that evicts keys would silently drop jobs. Throws a StartFailure for the operator. */
export async function requireNoEviction(redis: RedisConnection): Promise<void> {
  const policy = /^maxmemory_policy:(\S+)/m.exec(await redis.info('memory'))?.[1];
  if (policy === undefined || policy === 'noeviction') return;
  throw new StartFailure(
    `REDIS_QUEUE_URL has maxmemory-policy ${policy}, which drops jobs: set it to noeviction, or name another Redis`,
  );
}
