import { Injectable } from '@nestjs/common';
import { type Indexed, SearchRepository } from './search.repository.js';

/** Messages that are indexed in one statement. */
const AT_ONCE = 500;

/** Up to where everything visible was read once, and which transactions may still bring something before it. */
interface Mark {
  readonly id: number;
  readonly begunBefore: bigint;
}

/**
 * Follows the messages with the index of the search, and asks for nothing twice when nothing is said: a message takes its
 * id before its commit, so what was read once is read again until every transaction of that time is over.
 */
@Injectable()
export class SearchIndexing {
  /** Nothing will ever appear up to here. */
  private settled?: number;
  private mark?: Mark;
  /** How far this pass has come. */
  private reached = 0;

  constructor(private readonly search: SearchRepository) {}

  /** One page; so a busy system is not kept busier, and what is said faster than this is found later. */
  async next(): Promise<void> {
    this.settled ??= await this.search.indexedUpTo();
    const page = await this.search.index(Math.max(this.settled, this.reached), AT_ONCE);
    this.settle(page);
    this.reached = page.more ? page.last : 0;
  }

  private settle({ last, runningFrom, begunBefore }: Indexed): void {
    if (this.mark && runningFrom >= this.mark.begunBefore) {
      this.settled = this.mark.id;
      this.mark = undefined;
    }
    this.mark ??= { id: last, begunBefore };
  }
}
