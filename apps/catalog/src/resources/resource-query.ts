import type { Caller, ListResources } from '@veza/contracts';
import { type SortOrder, QueryParts } from '@veza/database';
import { addSearch, searchRank } from '../lists/search.js';

/** Public resources and the caller's own, for administrators too: they open a private resource by its id only. */
export function resourceConditions(caller: Caller, { category, tags }: ListResources, words: readonly string[]): QueryParts {
  const parts = new QueryParts();
  parts.and(caller.kind === 'user' ? `(is_public OR uploader_id = ${parts.bind(caller.userId)})` : 'is_public');
  if (category !== undefined) parts.and(`category = ${parts.bind(category)}`);
  if (tags.length > 0) parts.and(`tags @> ${parts.bind(tags)}`);
  addSearch(parts, words);
  return parts;
}

export function resourceOrder(words: readonly string[], parts: QueryParts): SortOrder {
  if (words.length === 0) return { name: '-created_at', key: 'created_at', kind: 'time', descending: true };
  return { name: 'rank', key: searchRank(parts, words, 'title_key'), kind: 'rank', descending: true };
}
