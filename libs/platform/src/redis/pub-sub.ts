import type { OnApplicationShutdown } from '@nestjs/common';
import { connectRedis, openRedis, type RedisConnection } from '@veza/transport';
import { Cluster } from 'ioredis';
import { Batcher } from '../batching/batcher.js';
import { pagesOf } from '../batching/pages.js';
import type { HealthRegistry } from '../health/health-registry.js';
import type { AppLogger } from '../logging/app-logger.js';

type ChannelListener = (text: string) => void;

export interface PubSubOptions {
  readonly url: string;
  /** The service, which names the connections. */
  readonly name: string;
}

/**
 * Publishes to all subscribed replicas over Redis, at most once: a listener must notice a lost message itself. A channel
 * is subscribed while it has a listener, one per replica. After an outage of Redis every channel is subscribed again,
 * and then the listeners of `onReconnect` are called.
 */
export class PubSub implements OnApplicationShutdown {
  private readonly publisher: RedisConnection;
  private readonly subscriber: RedisConnection;
  private readonly listeners = new Map<string, ChannelListener>();
  private readonly reconnectListeners: (() => void)[] = [];
  private readonly sharded: boolean;
  private readonly subscriptions = new Batcher<string, void>((channels) => this.subscribeWanted(channels));

  constructor(
    { url, name }: PubSubOptions,
    private readonly logger: AppLogger,
    health: HealthRegistry,
  ) {
    this.publisher = openRedis(url, `${name}:publish`, { commandTimeout: 2_000, enableAutoPipelining: true });
    this.subscriber = openRedis(url, `${name}:subscribe`, { enableAutoPipelining: true });
    this.sharded = this.publisher instanceof Cluster;
    for (const [connection, role] of [
      [this.publisher, 'publish'],
      [this.subscriber, 'subscribe'],
    ] as const) {
      connectRedis(connection, { lost: (cause) => this.logger.warn('Redis is away', { connection: role, cause }) });
    }
    this.subscriber.on(this.sharded ? 'smessage' : 'message', (channel: string, text: string) => this.dispatch(channel, text));
    this.subscriber.on('ready', () => void this.resubscribe());
    health.register('redis-pubsub', () => this.publisher.ping());
  }

  /** Resolves when the subscription is active, or when Redis is away. A second listener replaces the first. */
  async subscribe(channel: string, listener: ChannelListener): Promise<void> {
    this.listeners.set(channel, listener);
    await this.subscriptions.add(channel);
  }

  unsubscribe(channel: string): void {
    this.listeners.delete(channel);
    const done = this.sharded ? this.subscriber.sunsubscribe(channel) : this.subscriber.unsubscribe(channel);
    done.catch(() => undefined); // away: there is no subscription either
  }

  publish(channel: string, text: string): void {
    const done = this.sharded ? this.publisher.spublish(channel, text) : this.publisher.publish(channel, text);
    done.catch(() => undefined); // away: a listener notices that a message is missing
  }

  /** The number of replicas that are subscribed to a channel. */
  async subscriberCount(channel: string): Promise<number> {
    const [, count] = this.sharded
      ? await this.publisher.pubsub('SHARDNUMSUB', channel)
      : await this.publisher.pubsub('NUMSUB', channel);
    return Number(count ?? 0);
  }

  /** Whether messages can leave and arrive. */
  get isConnected(): boolean {
    return this.publisher.status === 'ready' && this.subscriber.status === 'ready';
  }

  onReconnect(listener: () => void): void {
    this.reconnectListeners.push(listener);
  }

  onApplicationShutdown(): void {
    this.publisher.disconnect();
    this.subscriber.disconnect();
  }

  private dispatch(channel: string, text: string): void {
    try {
      this.listeners.get(channel)?.(text);
    } catch (cause) {
      this.logger.error('A message of a channel could not be handled', { channel, cause });
    }
  }

  private async resubscribe(): Promise<void> {
    const channels = [...this.listeners.keys()];
    for (const page of pagesOf(channels, 500)) await this.subscribeChannels(page);
    for (const listener of this.reconnectListeners) listener();
  }

  /** A channel without a listener was unsubscribed meanwhile. */
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
      // Redis is away: `resubscribe` follows, and the periodic comparison with the log covers the time between.
    }
  }
}
