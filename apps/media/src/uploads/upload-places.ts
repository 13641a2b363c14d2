import { Inject, Injectable } from '@nestjs/common';
import { DeclaredError } from '@veza/contracts';
import { AppLogger, CONFIG, Every, RedisConnections } from '@veza/platform';
import { Script, type RedisConnection } from '@veza/transport';
import type { MediaConfig } from '../config.js';

/** A place whose replica was killed is free again after this time. */
const LEASE_MS = 60_000;
/** The bound over all replicas is not worth a longer wait. */
const REDIS_MS = 500;

/**
 * Takes a place, or renews it.
 *
 * KEYS: sorted set of the running uploads of a user (score: end of the lease in epoch milliseconds, by Redis' clock)
 * ARGV: upload; uploads at most; lease in milliseconds
 * Returns 0 if every place is taken.
 */
const TAKE = new Script(`
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
local known = redis.call('ZSCORE', KEYS[1], ARGV[1])
if not known and redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[2]) then return 0 end
redis.call('ZADD', KEYS[1], now + ARGV[3], ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return 1`);

/**
 * Bounds the concurrent uploads of a user over all replicas, so that no account holds the upload slots of all others.
 * While Redis is away each replica bounds its own.
 */
@Injectable()
export class UploadPlaces {
  /** The running uploads of this replica by user, each with its requests. */
  private readonly running = new Map<number, Map<string, number>>();
  private readonly redis: RedisConnection;

  constructor(
    @Inject(CONFIG) private readonly config: MediaConfig,
    connections: RedisConnections,
    private readonly logger: AppLogger,
  ) {
    this.redis = connections.connect(config.REDIS_CACHE_URL, 'uploads', { enableOfflineQueue: false, commandTimeout: REDIS_MS });
  }

  /**
   * Runs a request of the upload in the upload's place; RATE_LIMITED if every place is taken. A client that repeats a broken
   * request takes over the place of the broken one.
   */
  async run<Result>(userId: number, id: string, request: () => Promise<Result>): Promise<Result> {
    const own = this.running.get(userId) ?? new Map<string, number>();
    const requests = own.get(id) ?? 0;
    if (requests === 0 && own.size >= this.config.UPLOADS_PER_USER) throw this.refusal();
    this.running.set(userId, own.set(id, requests + 1));
    try {
      if (!(await this.take(userId, id))) throw this.refusal();
      return await request();
    } finally {
      this.leave(userId, id, own);
    }
  }

  private leave(userId: number, id: string, own: Map<string, number>): void {
    const others = (own.get(id) ?? 1) - 1;
    if (others > 0) return void own.set(id, others);
    own.delete(id);
    if (own.size === 0) this.running.delete(userId);
    this.redis.zrem(keyOf(userId), id).catch(() => undefined); // Redis is away: the lease ends
  }

  private async take(userId: number, id: string): Promise<boolean> {
    try {
      return (await TAKE.run(this.redis, [keyOf(userId)], [id, this.config.UPLOADS_PER_USER, LEASE_MS])) !== 0;
    } catch (cause) {
      this.logger.debug('An upload is bounded by this replica only', { cause });
      return true;
    }
  }

  @Every(LEASE_MS / 3, 'upload places')
  async renew(): Promise<void> {
    const all = [...this.running].flatMap(([userId, ids]) => [...ids.keys()].map((id) => this.take(userId, id)));
    await Promise.all(all);
  }

  private refusal(): DeclaredError {
    const message = `At most ${this.config.UPLOADS_PER_USER} uploads of a user at once; wait until one of them has ended`;
    return new DeclaredError('RATE_LIMITED', { message, retryAfter: 5 });
  }
}

const keyOf = (userId: number) => `media:uploads:${userId}`;
