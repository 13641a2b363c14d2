import type { Caller, ListResources, ResourceSort } from '@veza/contracts';
import { type SortOrder, QueryParts } from '@veza/database';
import { requireUser } from '@veza/platform';
import type { SearchedTable } from '../lists/search.js';

/** Public resources and the caller's own, for administrators too: they open a private resource by its id only. */
export function resourceConditions(
  caller: Caller,
  { categories, uploader, tags }: ListResources,
): { parts: QueryParts; filter?: string } {
  const parts = new QueryParts();
  parts.and(caller.kind === 'user' ? `(is_public OR uploader_id = ${parts.bind(caller.userId)})` : 'is_public');
  let filter: string | undefined;
  if (categories.length > 0) {
    const names = `${parts.bind(categories)}::text[]`;
    parts.and(categories.length === 1 ? `category = (${names})[1]` : `category = ANY (${names})`);
    filter = `any_lexeme(ARRAY(SELECT '@' || name FROM unnest(${names}) AS name))`;
  }
  if (uploader !== undefined) parts.and(`uploader_id = ${parts.bind(uploader === 'me' ? requireUser(caller).userId : uploader)}`);
  if (tags.length > 0) parts.and(`tag_keys @> tag_keys(${parts.bind(tags)}::text[])`);
  return { parts, ...(filter !== undefined && { filter }) };
}

/** The mean of the votes; an index has the same expression. */
const MEAN_RATING = 'round(rating_sum::numeric / greatest(ratings_count, 1), 2)';

const KEYS = {
  created_at: { key: 'created_at', kind: 'time' },
  downloads: { key: 'downloads', kind: 'integer' },
  rating: { key: MEAN_RATING, kind: 'money' },
  title: { key: 'title_key', kind: 'text' },
} as const;

const isAscending = (sort: ResourceSort): sort is keyof typeof KEYS => sort in KEYS;

export function resourceOrder(sort: ResourceSort): SortOrder {
  if (isAscending(sort)) return { name: sort, ...KEYS[sort], descending: false };
  const [, name] = sort.split('-');
  const key = Object.entries(KEYS).find(([each]) => each === name)?.[1] ?? KEYS.created_at;
  return { name: sort, ...key, descending: true };
}

export const RESOURCES: SearchedTable = {
  table: 'resources',
  nameKey: 'title_key',
  query: 'resource_query',
  prefixed: 'resource_prefixed',
  similar: 'resource_similar',
  like: 'resource_like',
  terms: 'resource_terms',
  // Steps of the downloads, so that one more moves no row between two pages; a year of age is as much as six letters.
  worth: '(4 * floor(ln(1 + downloads)) + floor(extract(epoch FROM created_at) / 2629800)::float8 * 0.5)',
  text: `title || ' ' || array_to_string(tags, ' ') || ' ' || description`,
};
