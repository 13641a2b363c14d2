import type { Indexed } from './search.repository.js';

/** The newest message of a moment, and which transactions may still bring something before it. */
interface Mark {
  readonly top: number;
  readonly begunBefore: bigint;
}

/**
 * Where the index of the search goes on. A message takes its id before its commit, so what was read before all transactions of
 * its time were over is read again when they are, once. Pure: it asks nobody.
 */
export class IndexProgress {
  private mark?: Mark;
  /** Nothing will ever appear up to here. */
  private complete = -Infinity;
  /** How far it has come beyond that, where something may still appear. */
  private reached?: number;

  /** @param settled everything up to here was read when it was complete */
  constructor(private settled: number) {}

  /** The id after which the next page begins. */
  get after(): number {
    return this.reached ?? this.settled;
  }

  /** A page after `after` was indexed. */
  read({ last, top, runningFrom, begunBefore }: Indexed): void {
    if (this.mark && runningFrom >= this.mark.begunBefore) {
      this.complete = this.mark.top;
      this.mark = undefined;
    }
    this.mark ??= { top, begunBefore };
    const isAhead = this.after > this.settled;
    const goesBack = isAhead && this.complete > this.settled;
    if (!isAhead) this.settled = Math.max(this.settled, Math.min(last, this.complete));
    this.reached = goesBack || last <= this.settled ? undefined : last;
  }
}
