import type { RedisConnection } from '../redis/open-redis.js';
import type { ReplyPublisher } from './reply-publisher.js';
import { HEARTBEAT } from './scripts.js';
import { HEARTBEAT_MS, LIVE_MS, heartbeatOf, type Question, type serviceKeys } from './wire-format.js';

export interface HeartbeatOptions {
  readonly connection: RedisConnection;
  readonly replies: ReplyPublisher;
  readonly keys: ReturnType<typeof serviceKeys>;
  readonly replica: string;
  readonly queueBound: number;
  readonly running: ReadonlySet<Question>;
}

/**
 * Says every 400 ms that this replica lives, tells each caller which of his requests run here, and learns how far Redis'
 * clock is from ours: the age of a request is measured by one clock only.
 */
export class Heartbeat {
  #timer: NodeJS.Timeout | undefined;
  /** Redis' clock minus our monotonic one. */
  #offset = 0;
  #leaving = false;
  announced = false;

  constructor(private readonly options: HeartbeatOptions) {}

  redisNow(): number {
    return performance.now() + this.#offset;
  }

  /** Resolves after the first beat that reached Redis. */
  async start(): Promise<void> {
    const { connection } = this.options;
    connection.on('close', () => (this.announced = false));
    this.#timer = setInterval(() => void this.#beat(), HEARTBEAT_MS);
    await new Promise<void>((resolve) => {
      const announce = (): void => void this.#beat().then(() => this.announced && resolve());
      connection.on('ready', announce);
      if (connection.status === 'ready') announce();
    });
  }

  /** Still names what runs, but no longer says that this replica takes requests. */
  leave(): void {
    this.#leaving = true;
    this.announced = false;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async #beat(): Promise<void> {
    this.#nameRunning();
    if (this.#leaving) return;
    const { connection, keys, replica, queueBound } = this.options;
    const sent = performance.now();
    try {
      const now = Number(await HEARTBEAT.run(connection, [keys.live, keys.bound], [replica, LIVE_MS, queueBound]));
      const heard = performance.now();
      this.#offset = now - (sent + heard) / 2;
      this.announced = !this.#leaving;
    } catch {
      this.announced = false; // the next beat, or the next connection, tries again
    }
  }

  #nameRunning(): void {
    const byCaller = new Map<string, number[]>();
    for (const { r, i } of this.options.running) {
      const ids = byCaller.get(r);
      if (ids) ids.push(i);
      else byCaller.set(r, [i]);
    }
    for (const [channel, ids] of byCaller) void this.options.replies.publish(channel, heartbeatOf(ids));
  }
}
