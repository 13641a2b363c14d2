import type { IndexedPage } from './search-index.repository.js';

/** The newest message at one moment, and the first transaction number that was not given out then. */
interface Watermark {
  readonly top: number;
  readonly nextTransaction: bigint;
}

/**
 * Computes where the indexer continues. A message takes its id before its commit, so a page can miss a lower id that is
 * committed later. What was read while such transactions ran is read once more after they have ended. Pure: no I/O.
 */
export class IndexProgress {
  private watermark?: Watermark;
  /** No message will ever appear up to this id. */
  private complete = -Infinity;
  /** The end of the last page, while messages may still appear before it. */
  private reached?: number;

  /** @param settled every message up to this id is indexed */
  constructor(private settled: number) {}

  /** The id after which the next page begins. */
  get after(): number {
    return this.reached ?? this.settled;
  }

  /** Records that a page after `after` was indexed. */
  advance({ last, top, oldestRunning, nextTransaction }: IndexedPage): void {
    if (this.watermark && oldestRunning >= this.watermark.nextTransaction) {
      this.complete = this.watermark.top;
      this.watermark = undefined;
    }
    this.watermark ??= { top, nextTransaction };
    const isAhead = this.after > this.settled;
    const goesBack = isAhead && this.complete > this.settled;
    if (!isAhead) this.settled = Math.max(this.settled, Math.min(last, this.complete));
    this.reached = goesBack || last <= this.settled ? undefined : last;
  }
}
