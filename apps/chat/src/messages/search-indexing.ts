import { Injectable } from '@nestjs/common';
import { IndexProgress } from './index-progress.js';
import { SearchRepository } from './search.repository.js';

/** Messages that are indexed in one statement: few, because whoever sends meanwhile may have to wait for as long as it takes. */
const AT_ONCE = 100;

/** Follows the messages with the index of the search, and asks for nothing twice when nothing is said. */
@Injectable()
export class SearchIndexing {
  private progress?: IndexProgress;

  constructor(private readonly search: SearchRepository) {}

  /** One page; answers whether there is more. */
  async next(): Promise<boolean> {
    this.progress ??= new IndexProgress(await this.search.indexedUpTo());
    const page = await this.search.index(this.progress.after, AT_ONCE);
    if (page) this.progress.read(page);
    return page?.more ?? false;
  }
}
