import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { AppLogger, Batcher, CONFIG, HealthRegistry } from '@veza/platform';
import { connectRedis, openRedis, type RedisConnection, TickBatcher } from '@veza/transport';
import { Cluster } from 'ioredis';
import type { ChatConfig } from '../config.js';
import { pagesOf } from '../pages.js';

type ChannelListener = (text: string) => void;

interface Publication {
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
  private readonly listeners = new Map<string, ChannelListener>();
  private readonly reconnectListeners: (() => void)[] = [];
  private readonly sharded: boolean;
  private readonly pending = new TickBatcher<Publication>((publications) => this.flush(publications));
  private readonly subscriptions = new Batcher<string, void>((channels) => this.subscribeWanted(channels));

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
    this.subscriber.on(this.sharded ? 'smessage' : 'message', (channel: string, text: string) => this.dispatch(channel, text));
    this.subscriber.on('ready', () => void this.resubscribe());
    health.register('redis-pubsub', () => this.publisher.ping());
  }

  /** Listens to a channel; resolves when nothing published from now on is missed, or when Redis is away. */
  async subscribe(channel: string, listener: ChannelListener): Promise<void> {
    this.listeners.set(channel, listener);
    await this.subscriptions.add(channel);
  }

  unsubscribe(channel: string): void {
    this.listeners.delete(channel);
    const done = this.sharded ? this.subscriber.sunsubscribe(channel) : this.subscriber.unsubscribe(channel);
    done.catch(() => undefined); // away: there is no subscription either
  }

  /**
   * Publishes at the end of the tick, with all other messages of the tick. ioredis' own pipelining does so too, but empties
   * a map for each: half of a send's garbage outlived it by that (decision 124).
   */
  publish(channel: string, text: string): void {
    this.pending.add({ channel, text });
  }

  /** How many listen to a channel, on all replicas. */
  async subscriberCount(channel: string): Promise<number> {
    const [, count] = this.sharded
      ? await this.publisher.pubsub('SHARDNUMSUB', channel)
      : await this.publisher.pubsub('NUMSUB', channel);
    return Number(count ?? 0);
  }

  onReconnect(listener: () => void): void {
    this.reconnectListeners.push(listener);
  }

  onApplicationShutdown(): void {
    this.publisher.disconnect();
    this.subscriber.disconnect();
  }

  private flush(publications: readonly Publication[]): void {
    for (const done of this.send(publications)) done.catch(() => undefined); // the other replicas notice the hole
  }

  /** In a cluster channels lie apart, and each goes alone. */
  private send(all: readonly Publication[]): Promise<unknown>[] {
    const { publisher } = this;
    if (this.sharded) return all.map(({ channel, text }) => publisher.spublish(channel, text));
    const [first] = all;
    if (first && all.length === 1) return [publisher.publish(first.channel, first.text)];
    const pipeline = publisher.pipeline();
    for (const { channel, text } of all) pipeline.publish(channel, text);
    return [pipeline.exec()];
  }

  private dispatch(channel: string, text: string): void {
    try {
      this.listeners.get(channel)?.(text);
    } catch (cause) {
      this.logger.error('An announcement could not be handled', { channel, cause });
    }
  }

  private async resubscribe(): Promise<void> {
    const channels = [...this.listeners.keys()];
    for (const page of pagesOf(channels, 500)) await this.subscribeChannels(page);
    for (const listener of this.reconnectListeners) listener();
  }

  /** Who does not listen any more has unsubscribed already. */
  private async subscribeWanted(channels: readonly string[]): Promise<void[]> {
    const wanted = channels.filter((channel) => this.listeners.has(channel));
    if (wanted.length > 0) await this.subscribeChannels(wanted);
    return channels.map(() => undefined);
  }

  private async subscribeChannels(channels: string[]): Promise<void> {
    try {
      if (this.sharded) await Promise.all(channels.map((channel) => this.subscriber.ssubscribe(channel)));
      else await this.subscriber.subscribe(...channels);
    } catch {
      // Away: they are subscribed to when it is back, and the periodic comparison covers the time between.
    }
  }
}
