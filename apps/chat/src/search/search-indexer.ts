import { Injectable } from '@nestjs/common';
import { IndexerLease } from './indexer-lease.js';
import { IndexProgress } from './index-progress.js';
import { SearchIndexRepository } from './search-index.repository.js';
import { MOST_UNINDEXED } from './search.repository.js';

const PAGE = 100;
/** The pause after a page without messages, doubled after each further one up to the pause without the lease. */
const IDLE_MS = 400;
const RENEW_MS = 2_000;
/**
 * Sends share Postgres with the indexer. It works a twentieth of the time, and half of the time while more than
 * `MOST_UNINDEXED` messages wait: searches read what is not indexed yet one by one, and no more of it.
 */
const PAUSE_PER_WORK = 19;
const PAUSE_PER_WORK_BEHIND = 1;
const LONGEST_PAUSE_MS = 2_000;

/**
 * Keeps the search index close to the messages. Searches see committed messages at once, indexed or not, so the indexer
 * bounds what a search costs; what it finds, only while more than `MOST_UNINDEXED` wait.
 */
@Injectable()
export class SearchIndexer {
  private progress?: IndexProgress;
  private renewedAt = -Infinity;
  private idleMs = IDLE_MS;

  constructor(
    private readonly index: SearchIndexRepository,
    private readonly lease: IndexerLease,
  ) {}

  /** Indexes one page if this replica holds the lease. Returns the pause before the next call, in milliseconds. */
  async next(): Promise<number> {
    if (!(await this.holdsLease())) return RENEW_MS;
    this.progress ??= new IndexProgress(await this.index.startPosition());
    const startedAt = performance.now();
    const { after } = this.progress;
    const page = await this.index.indexPage(after, PAGE);
    this.progress.advance(page);
    this.idleMs = page.last > after ? IDLE_MS : Math.min(RENEW_MS, this.idleMs * 2);
    if (!page.more) return this.idleMs;
    return pauseAfter(performance.now() - startedAt, page.top - page.last);
  }

  async stop(): Promise<void> {
    await this.lease.release().catch(() => undefined); // Redis is away: the lease expires by itself
  }

  private async holdsLease(): Promise<boolean> {
    if (performance.now() - this.renewedAt < RENEW_MS) return true;
    const state = await this.lease.acquire();
    if (state !== 'kept') this.progress = undefined; // another replica is, or has been, further
    if (state === 'elsewhere') return false;
    this.renewedAt = performance.now();
    return true;
  }
}

/** Returns how long to pause after a page that took so long, with so many messages waiting. */
export function pauseAfter(tookMs: number, backlog: number): number {
  const factor = backlog > MOST_UNINDEXED ? PAUSE_PER_WORK_BEHIND : PAUSE_PER_WORK;
  return Math.min(LONGEST_PAUSE_MS, tookMs * factor);
}
