import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { AppLogger } from '@veza/platform';
import { MessageLogRepository } from './message-log.repository.js';
import { SearchIndexing } from './search-indexing.js';

const INDEX_EVERY_MS = 400;
const FORGET_EVERY_MS = 60 * 60_000;

/** What is done beside the messages' own path: indexing for the search, forgetting old client ids. Any replica may do it, all do. */
@Injectable()
export class Upkeep implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private stopped = false;

  constructor(
    private readonly search: SearchIndexing,
    private readonly log: MessageLogRepository,
    private readonly logger: AppLogger,
  ) {}

  onApplicationBootstrap(): void {
    this.repeat('index', INDEX_EVERY_MS, () => this.search.next());
    this.repeat('forget', FORGET_EVERY_MS, () => this.log.forgetOldClientIds());
  }

  onApplicationShutdown(): void {
    this.stopped = true;
    for (const timer of this.timers.values()) clearTimeout(timer);
  }

  private repeat(name: string, ms: number, work: () => Promise<unknown>): void {
    const again = () => {
      work()
        .catch((cause: unknown) => this.logger.warn('Upkeep failed', { name, cause }))
        .finally(() => this.stopped || this.timers.set(name, setTimeout(again, ms)));
    };
    this.timers.set(name, setTimeout(again, ms));
  }
}
