import { Injectable } from '@nestjs/common';
import type { Caller, MessageView, SearchMessages } from '@veza/contracts';
import { requireUser } from '@veza/platform';
import { UserDirectory } from '../user-directory/user-directory.js';
import { HistoryRepository } from '../history/history.repository.js';
import { HistoryService, viewOf } from '../history/history.service.js';
import { parseSearch } from './search-query.js';
import { SearchRepository } from './search.repository.js';

@Injectable()
export class SearchService {
  constructor(
    private readonly repository: SearchRepository,
    private readonly messages: HistoryRepository,
    private readonly history: HistoryService,
    private readonly directory: UserDirectory,
  ) {}

  /** Returns readable messages that match, the best match first. */
  async search(caller: Caller, input: SearchMessages): Promise<MessageView[]> {
    const { userId } = requireUser(caller);
    const { from: author, ...criteria } = parseSearch(input);
    const from = typeof author === 'string' ? await this.directory.idOf(author) : author;
    if (author !== undefined && from === undefined) return [];
    const ids = await this.repository.find(userId, { ...criteria, from, limit: input.limit });
    const rows = new Map((await this.messages.byIds(ids, userId)).map((row) => [row.id, row]));
    const found = ids.flatMap((id) => rows.get(id) ?? []);
    return (await this.history.withAuthors(found, userId)).map(viewOf);
  }
}
