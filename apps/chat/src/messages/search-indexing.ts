import { Injectable } from '@nestjs/common';
import { IndexProgress } from './index-progress.js';
import { SearchRepository } from './search.repository.js';

/** Messages that are indexed in one statement. */
const AT_ONCE = 500;

/** Follows the messages with the index of the search, and asks for nothing twice when nothing is said. */
@Injectable()
export class SearchIndexing {
  private progress?: IndexProgress;

  constructor(private readonly search: SearchRepository) {}

  /** One page; so a busy system is not kept busier, and what is said faster than this is found later. */
  async next(): Promise<void> {
    this.progress ??= new IndexProgress(await this.search.indexedUpTo());
    const page = await this.search.index(this.progress.after, AT_ONCE);
    if (page) this.progress.read(page);
  }
}
