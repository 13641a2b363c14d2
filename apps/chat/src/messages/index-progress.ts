import type { Indexed } from './search.repository.js';

/** Up to where everything visible was read at once, and which transactions may still bring something before it. */
interface Mark {
  readonly id: number;
  readonly begunBefore: bigint;
}

/**
 * Where the index of the search goes on. A message takes its id before its commit, so what was read once is read again, until
 * a whole pass over it has begun when every transaction of that time was over. Pure: it asks nobody.
 */
export class IndexProgress {
  private mark?: Mark;
  /** What this pass, which began when its transactions were over, makes sure of when it is through. */
  private closing?: Mark;
  /** How far this pass has come. */
  private reached?: number;

  /** @param settled nothing will ever appear up to here */
  constructor(private settled: number) {}

  /** The id after which the next page begins. */
  get after(): number {
    return this.reached ?? this.settled;
  }

  /** A page after `after` was indexed. */
  read({ more, last, runningFrom, begunBefore }: Indexed): void {
    if (this.reached === undefined) {
      if (this.mark && runningFrom >= this.mark.begunBefore) {
        this.closing = this.mark;
        this.mark = undefined;
      }
      this.mark ??= { id: last, begunBefore };
    }
    if (this.closing && (!more || last >= this.closing.id)) {
      this.settled = Math.max(this.settled, this.closing.id);
      this.closing = undefined;
    }
    this.reached = more ? last : undefined;
  }
}
