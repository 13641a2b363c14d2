import { Inject, Injectable } from '@nestjs/common';
import { parseJson, TrackError, TrackStatus } from '@veza/contracts';
import { AppLogger, CONFIG, RedisConnections } from '@veza/platform';
import type { RedisConnection } from '@veza/transport';
import { z } from 'zod';
import type { MediaConfig } from '../config.js';

export const TrackProgress = z.object({
  trackId: z.int(),
  status: TrackStatus,
  progress: z.int(),
  error: TrackError.nullable(),
});
export type TrackProgress = z.infer<typeof TrackProgress>;

type Listener = (progress: TrackProgress) => void;

const channelOf = (trackId: number) => `media:track:${trackId}:progress`;

/**
 * Publishes the progress of transcodings to every replica, at most once, while Redis is available. It only saves waiting:
 * the row of the track is authoritative, and each listener polls it as well.
 */
@Injectable()
export class ProgressChannel {
  private readonly listeners = new Map<string, Set<Listener>>();
  private publisher?: RedisConnection;
  private subscriber?: RedisConnection;

  constructor(
    @Inject(CONFIG) private readonly config: MediaConfig,
    private readonly connections: RedisConnections,
    private readonly logger: AppLogger,
  ) {}

  async publish(progress: TrackProgress): Promise<void> {
    this.publisher ??= this.connections.connect(this.config.REDIS_PUBSUB_URL, 'progress-out');
    await this.quietly(this.publisher.publish(channelOf(progress.trackId), JSON.stringify(progress)));
  }

  /** Returns the function that unsubscribes. */
  subscribe(trackId: number, listener: Listener): () => void {
    const channel = channelOf(trackId);
    const listeners = this.listeners.get(channel) ?? new Set();
    this.listeners.set(channel, listeners.add(listener));
    if (listeners.size === 1) void this.quietly(this.incoming().subscribe(channel));
    return () => {
      listeners.delete(listener);
      if (listeners.size > 0 || !this.listeners.delete(channel)) return;
      void this.quietly(this.incoming().unsubscribe(channel));
    };
  }

  private incoming(): RedisConnection {
    if (this.subscriber) return this.subscriber;
    const subscriber = this.connections.connect(this.config.REDIS_PUBSUB_URL, 'progress-in');
    subscriber.on('message', (channel: string, text: string) => {
      const progress = TrackProgress.safeParse(parseJson(text));
      if (progress.success) this.listeners.get(channel)?.forEach((listener) => listener(progress.data));
    });
    subscriber.on('ready', () => {
      if (this.listeners.size > 0) void this.quietly(subscriber.subscribe(...this.listeners.keys()));
    });
    this.subscriber = subscriber;
    return subscriber;
  }

  private async quietly(command: Promise<unknown>): Promise<void> {
    await command.catch((cause: unknown) => this.logger.debug('Progress was not published', { cause }));
  }
}
