import { isOfAnotherType } from '../foreign.js';
import type { RedisConnection } from '../redis/open-redis.js';
import { RedisClock } from './redis-clock.js';
import type { ReplyPublisher } from './reply-publisher.js';
import { HEARTBEAT } from './scripts.js';
import { HEARTBEAT_MS, LIVE_MS, heartbeatOf, type WireRequest, type serviceKeys } from './wire-format.js';

export interface HeartbeatOptions {
  readonly connection: RedisConnection;
  readonly replies: ReplyPublisher;
  readonly keys: ReturnType<typeof serviceKeys>;
  readonly replica: string;
  readonly queueBound: number;
  readonly running: ReadonlySet<WireRequest>;
  readonly onCancelled: (names: ReadonlySet<string>) => void;
}

/** An idle replica skips every second heartbeat: those of five services are 100 commands of Redis a second. */
const IDLE_MS = 1.5 * HEARTBEAT_MS;
/** From one upkeep of the lists to the next. Their keys last for 60 s. */
const UPKEEP_MS = 10_000;

/**
 * Every 400 ms: renews this replica's entry in the list of live replicas, publishes to each caller which of its
 * requests run here, reads which requests are cancelled, and reads the Redis clock; without a running request, half as
 * often. A process that was blocked sends one as soon as it runs, because its entry is about to expire. The age of a
 * request is measured by the Redis clock only.
 */
export class Heartbeat {
  private beatAt = -Infinity;
  private upkeptAt = -Infinity;
  private timer?: NodeJS.Timeout;
  private readonly clock = new RedisClock();
  private leaving = false;
  announced = false;

  constructor(private readonly options: HeartbeatOptions) {}

  redisNow(): number {
    return this.clock.now();
  }

  /** Resolves after the first heartbeat that reached Redis. */
  async start(): Promise<void> {
    const { connection } = this.options;
    connection.on('close', () => (this.announced = false));
    this.timer = setInterval(() => {
      if (performance.now() - this.beatAt > IDLE_MS || this.options.running.size > 0) void this.beat();
    }, HEARTBEAT_MS);
    await new Promise<void>((resolve) => {
      const announce = (): void => void this.beat().then(() => this.announced && resolve());
      connection.on('ready', announce);
      if (connection.status === 'ready') announce();
    });
  }

  /** From now on only the running requests are published; the replica is no longer listed as live. */
  leave(): void {
    this.leaving = true;
    this.announced = false;
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private async beat(): Promise<void> {
    this.publishRunning();
    if (this.leaving) return;
    const { connection, keys, replica, queueBound, onCancelled } = this.options;
    const sent = performance.now();
    this.beatAt = sent;
    const upkeep = sent - this.upkeptAt > UPKEEP_MS;
    if (upkeep) this.upkeptAt = sent;
    try {
      const lists = [keys.live, keys.bound, keys.cancelled];
      const reply = await HEARTBEAT.run(connection, lists, [replica, LIVE_MS, queueBound, upkeep ? 1 : 0]);
      const [now, ...cancelled] = Array.isArray(reply) ? reply.map(String) : [];
      if (now !== undefined) this.clock.set(Number(now), sent, performance.now());
      this.announced = !this.leaving;
      onCancelled(new Set(cancelled));
    } catch (error) {
      this.announced = false; // the next heartbeat, or the next connection, retries
      this.upkeptAt = -Infinity;
      // A caller may write the list of cancelled requests. Its loss cancels nothing, and the rest is written again.
      if (isOfAnotherType(error)) await connection.del(keys.live, keys.bound, keys.cancelled).catch(() => undefined);
    }
  }

  private publishRunning(): void {
    const byCaller = new Map<string, string[]>();
    for (const { r, i } of this.options.running) {
      const ids = byCaller.get(r);
      if (ids) ids.push(i);
      else byCaller.set(r, [i]);
    }
    for (const [channel, ids] of byCaller) void this.options.replies.publish(channel, heartbeatOf(ids));
  }
}
