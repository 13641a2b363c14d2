import { Injectable } from '@nestjs/common';
import { type Lag, pageAfter, pauseAfter } from './index-pace.js';
import { IndexProgress } from './index-progress.js';
import { SearchRepository } from './search.repository.js';
import { IndexerLease } from './indexer-lease.js';

/** How soon what is said is looked for, and how often the one whose turn it is says so. */
const LOOK_EVERY_MS = 400;
const ASK_EVERY_MS = 2_000;

/** Follows the messages with the index of the search, and asks for nothing twice when nothing is said. */
@Injectable()
export class SearchIndexer {
  private progress?: IndexProgress;
  private lag?: Lag;
  private askedAt = -Infinity;

  constructor(
    private readonly search: SearchRepository,
    private readonly turn: IndexerLease,
  ) {}

  /** One page, if it is this replica's turn; answers after how many milliseconds it wants to be called again. */
  async next(): Promise<number> {
    if (!(await this.isMine())) return ASK_EVERY_MS;
    this.progress ??= new IndexProgress(await this.search.indexedUpTo());
    const began = performance.now();
    const page = await this.search.index(this.progress.after, pageAfter(this.lag));
    this.progress.read(page);
    this.lag = page;
    if (!page.more) return LOOK_EVERY_MS;
    return pauseAfter(performance.now() - began, page);
  }

  async stop(): Promise<void> {
    await this.turn.giveUp().catch(() => undefined); // Redis is away: it lapses by itself
  }

  private async isMine(): Promise<boolean> {
    if (performance.now() - this.askedAt < ASK_EVERY_MS) return true;
    const answer = await this.turn.ask();
    if (answer !== 'kept') this.progress = this.lag = undefined; // another is, or has been, further
    if (answer === 'elsewhere') return false;
    this.askedAt = performance.now();
    return true;
  }
}
