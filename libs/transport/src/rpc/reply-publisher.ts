import { Cluster } from 'ioredis';
import { TickBatcher } from '../scheduling/tick-batcher.js';
import type { RedisConnection } from '../redis/open-redis.js';
import type { ReplySealer } from './sealed-replies.js';

/** Characters after which a batch is published at once: Redis disconnects a subscriber whose output buffer is full. */
const MAX_BATCH_CHARS = 256 * 1_024;

interface ReplyBatch {
  readonly replies: string[];
  chars: number;
}

/** Publishes replies to their callers, sealed. All replies to one caller within a tick leave as one message. */
export class ReplyPublisher {
  private readonly batches = new Map<string, ReplyBatch>();
  private readonly batcher = new TickBatcher(() => this.publishAll(), { eager: true });
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly connection: RedisConnection,
    private readonly sealer: ReplySealer,
  ) {}

  send(channel: string, reply: string): void {
    let batch = this.batches.get(channel);
    if (!batch) {
      batch = { replies: [], chars: 0 };
      this.batches.set(channel, batch);
    }
    this.batcher.schedule();
    batch.replies.push(reply);
    batch.chars += reply.length;
    if (batch.chars > MAX_BATCH_CHARS) this.publishBatch(channel);
  }

  /** Resolves when Redis has received every reply, or has failed to. */
  async flush(): Promise<void> {
    this.publishAll();
    await this.last;
  }

  async publish(channel: string, text: string): Promise<void> {
    const message = this.sealer.seal(channel, text);
    if (!message) return;
    const sent =
      this.connection instanceof Cluster ? this.connection.spublish(channel, message) : this.connection.publish(channel, message);
    // Redis is away: the caller's own connection has failed too and rejects the request there.
    await sent.catch(() => undefined);
  }

  private publishAll(): void {
    for (const channel of [...this.batches.keys()]) this.publishBatch(channel);
  }

  private publishBatch(channel: string): void {
    const batch = this.batches.get(channel);
    if (!batch) return;
    this.batches.delete(channel);
    this.last = this.publish(channel, `[${batch.replies.join(',')}]`);
  }
}
