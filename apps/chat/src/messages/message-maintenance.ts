import { Injectable, type OnApplicationBootstrap, type BeforeApplicationShutdown } from '@nestjs/common';
import { AppLogger } from '@veza/platform';
import { RecurringJob } from '@veza/transport';
import { MessageLogRepository } from '../commit/message-log.repository.js';
import { SearchIndexer } from '../search/search-indexer.js';

const INDEX_RETRY_MS = 1_000;
const FORGET_EVERY_MS = 60 * 60_000;

/** Background jobs of messages: indexing for the search, on one replica, and deleting old client ids, on all. */
@Injectable()
export class MessageMaintenance implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly jobs = [
    this.job('index', INDEX_RETRY_MS, () => this.search.next()),
    this.job('forget', FORGET_EVERY_MS, async () => void (await this.log.deleteOldClientIds())),
  ];

  constructor(
    private readonly search: SearchIndexer,
    private readonly log: MessageLogRepository,
    private readonly logger: AppLogger,
  ) {}

  onApplicationBootstrap(): void {
    for (const job of this.jobs) job.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.jobs.map((job) => job.stop()));
    await this.search.stop();
  }

  private job(name: string, everyMs: number, work: () => Promise<number | void>): RecurringJob {
    return new RecurringJob(work, {
      everyMs,
      onFailure: (cause) => this.logger.warn('MessageMaintenance failed', { name, cause }),
    });
  }
}
