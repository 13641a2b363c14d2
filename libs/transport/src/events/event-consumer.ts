import { Logger, type OnApplicationBootstrap, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { EventContract } from '@veza/contracts';
import type { Handler } from './event-handlers.js';
import { SourceFollower, type FollowerOptions } from './source-follower.js';

export interface ConsumerOptions extends Omit<FollowerOptions, 'source' | 'handlers' | 'logger'> {
  readonly consumes: readonly EventContract[];
  readonly findHandlers: () => Map<string, Handler>;
}

/**
 * Follows every source whose events this service consumes. Each has its own follower, so a waiting one delays no other.
 */
export class EventConsumer implements OnModuleInit, OnApplicationBootstrap, BeforeApplicationShutdown {
  private followers: SourceFollower[] = [];

  constructor(private readonly options: ConsumerOptions) {}

  onModuleInit(): void {
    const { consumes, findHandlers, ...options } = this.options;
    const handlers = findHandlers();
    const sources = new Set(consumes.map(({ name }) => name.slice(0, name.indexOf('.'))));
    const logger = new Logger(EventConsumer.name);
    this.followers = [...sources].map((source) => new SourceFollower({ ...options, source, handlers, logger }));
  }

  onApplicationBootstrap(): void {
    for (const follower of this.followers) follower.start();
  }

  /** For how many seconds the oldest known event of each source waits; 0 when all are handled. */
  get lags(): readonly { readonly source: string; readonly seconds: number }[] {
    return this.followers.map(({ source, lagSeconds }) => ({ source, seconds: lagSeconds }));
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.followers.map((follower) => follower.stop()));
  }
}
