import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { AppLogger } from '@veza/platform';
import { MessageLogRepository } from '../commit/message-log.repository.js';
import { SearchIndexer } from '../search/search-indexer.js';

const RETRY_MS = 1_000;
const FORGET_EVERY_MS = 60 * 60_000;

/** What is done beside the messages' own path: indexing for the search, which one replica does, and forgetting old client ids, which all do. */
@Injectable()
export class Upkeep implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private stopped = false;

  constructor(
    private readonly search: SearchIndexer,
    private readonly log: MessageLogRepository,
    private readonly logger: AppLogger,
  ) {}

  onApplicationBootstrap(): void {
    this.repeat('index', RETRY_MS, () => this.search.next());
    this.repeat('forget', FORGET_EVERY_MS, async () => {
      await this.log.forgetOldClientIds();
      return FORGET_EVERY_MS;
    });
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    for (const timer of this.timers.values()) clearTimeout(timer);
    await this.search.stop();
  }

  /** `work` answers after how many milliseconds it is to be done again. */
  private repeat(name: string, ms: number, work: () => Promise<number>): void {
    const schedule = (pause: number) =>
      this.timers.set(
        name,
        setTimeout(() => void again(), pause),
      );
    const again = async () => {
      const pause = await work().catch((cause: unknown) => {
        this.logger.warn('Upkeep failed', { name, cause });
        return ms;
      });
      if (!this.stopped) schedule(pause);
    };
    schedule(ms);
  }
}
