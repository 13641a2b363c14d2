import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { AppLogger, Batcher, CONFIG, HealthRegistry } from '@veza/platform';
import { connectRedis, openRedis, type RedisConnection } from '@veza/transport';
import { Cluster } from 'ioredis';
import type { ChatConfig } from '../config.js';
import { pagesOf } from '../pages.js';

type Listener = (text: string) => void;

interface Announced {
  readonly channel: string;
  readonly text: string;
}

/**
 * Tells every replica that wants to know, now. At most once: what is lost is nobody's but the listener's to notice. A
 * channel is subscribed to while it has a listener; after an outage of Redis all of them are again, and `onReturn` is told.
 */
@Injectable()
export class RoomBus implements OnApplicationShutdown {
  private readonly publisher: RedisConnection;
  private readonly subscriber: RedisConnection;
  private readonly listeners = new Map<string, Listener>();
  private readonly returns: (() => void)[] = [];
  private readonly sharded: boolean;
  /** What leaves at the end of this turn of the event loop. */
  private leaving: Announced[] = [];
  private readonly subscriptions = new Batcher<string, void>((channels) => this.begin(channels));

  constructor(
    @Inject(CONFIG) config: ChatConfig,
    private readonly logger: AppLogger,
    health: HealthRegistry,
  ) {
    this.publisher = openRedis(config.REDIS_PUBSUB_URL, 'chat:publish', { commandTimeout: 2_000 });
    this.subscriber = openRedis(config.REDIS_PUBSUB_URL, 'chat:subscribe', { enableAutoPipelining: true });
    this.sharded = this.publisher instanceof Cluster;
    for (const [connection, name] of [
      [this.publisher, 'publish'],
      [this.subscriber, 'subscribe'],
    ] as const) {
      connectRedis(connection, { lost: (cause) => this.logger.warn('Redis is away', { connection: name, cause }) });
    }
    this.subscriber.on(this.sharded ? 'smessage' : 'message', (channel: string, text: string) => this.hear(channel, text));
    this.subscriber.on('ready', () => void this.comeBack());
    health.register('redis-pubsub', () => this.publisher.ping());
  }

  /** Listens to a channel; resolves when nothing published from now on is missed, or when Redis is away. */
  async listen(channel: string, listener: Listener): Promise<void> {
    this.listeners.set(channel, listener);
    await this.subscriptions.add(channel);
  }

  unlisten(channel: string): void {
    this.listeners.delete(channel);
    const done = this.sharded ? this.subscriber.sunsubscribe(channel) : this.subscriber.unsubscribe(channel);
    done.catch(() => undefined); // away: there is no subscription either
  }

  /**
   * At the end of this turn, with all else that is said in it. ioredis would do so by itself, but its queue of pipelines is a
   * map that is emptied for each: of what a send left to the collector, half outlived it by that (decision 124).
   */
  publish(channel: string, text: string): void {
    if (this.leaving.length === 0) setImmediate(() => this.leave());
    this.leaving.push({ channel, text });
  }

  /** How many listen to a channel, on all replicas. */
  async listenersOf(channel: string): Promise<number> {
    const [, count] = this.sharded
      ? await this.publisher.pubsub('SHARDNUMSUB', channel)
      : await this.publisher.pubsub('NUMSUB', channel);
    return Number(count ?? 0);
  }

  onReturn(tell: () => void): void {
    this.returns.push(tell);
  }

  onApplicationShutdown(): void {
    this.publisher.disconnect();
    this.subscriber.disconnect();
  }

  private leave(): void {
    const { leaving } = this;
    this.leaving = [];
    for (const done of this.said(leaving)) done.catch(() => undefined); // the other replicas notice the hole
  }

  /** In a cluster channels lie apart, and each goes alone. */
  private said(all: readonly Announced[]): Promise<unknown>[] {
    const { publisher } = this;
    if (this.sharded) return all.map(({ channel, text }) => publisher.spublish(channel, text));
    const [first] = all;
    if (first && all.length === 1) return [publisher.publish(first.channel, first.text)];
    const pipeline = publisher.pipeline();
    for (const { channel, text } of all) pipeline.publish(channel, text);
    return [pipeline.exec()];
  }

  private hear(channel: string, text: string): void {
    try {
      this.listeners.get(channel)?.(text);
    } catch (cause) {
      this.logger.error('An announcement could not be handled', { channel, cause });
    }
  }

  private async comeBack(): Promise<void> {
    const channels = [...this.listeners.keys()];
    for (const page of pagesOf(channels, 500)) await this.subscribe(page);
    for (const tell of this.returns) tell();
  }

  /** Who does not listen any more has unsubscribed already. */
  private async begin(channels: readonly string[]): Promise<void[]> {
    const wanted = channels.filter((channel) => this.listeners.has(channel));
    if (wanted.length > 0) await this.subscribe(wanted);
    return channels.map(() => undefined);
  }

  private async subscribe(channels: string[]): Promise<void> {
    try {
      if (this.sharded) await Promise.all(channels.map((channel) => this.subscriber.ssubscribe(channel)));
      else await this.subscriber.subscribe(...channels);
    } catch {
      // Away: they are subscribed to when it is back, and the periodic comparison covers the time between.
    }
  }
}
