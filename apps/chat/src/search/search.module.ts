import { Module } from '@nestjs/common';
import { HistoryModule } from '../history/history.module.js';
import { UserDirectoryModule } from '../user-directory/user-directory.module.js';
import { IndexerLease } from './indexer-lease.js';
import { SearchIndexer } from './search-indexer.js';
import { SearchIndexRepository } from './search-index.repository.js';
import { SearchRepository } from './search.repository.js';
import { SearchService } from './search.service.js';

@Module({
  imports: [HistoryModule, UserDirectoryModule],
  providers: [SearchService, SearchRepository, SearchIndexRepository, SearchIndexer, IndexerLease],
  exports: [SearchService, SearchIndexer],
})
export class SearchModule {}
