import type { Caller, ListProducts, ProductSort } from '@veza/contracts';
import { type SortOrder, QueryParts } from '@veza/database';
import { requireUser } from '@veza/platform';
import { addSearch, searchRank } from '../lists/search.js';

/** Keys of the sort orders; `name_key` ignores accents, so that Épinette sorts beside Epinette. */
const BY_AGE = { key: 'created_at', kind: 'time' } as const;
const BY_PRICE = { key: 'price', kind: 'money' } as const;
const BY_NAME = { key: 'name_key', kind: 'text' } as const;

/** Both spellings of a sort order are one order: a cursor of one continues in the other. */
const ORDERS: Record<ProductSort, SortOrder> = {
  created_at: { name: 'created_at', ...BY_AGE, descending: false },
  '-created_at': { name: '-created_at', ...BY_AGE, descending: true },
  prix: { name: 'prix', ...BY_PRICE, descending: false },
  '-prix': { name: '-prix', ...BY_PRICE, descending: true },
  price: { name: 'prix', ...BY_PRICE, descending: false },
  '-price': { name: '-prix', ...BY_PRICE, descending: true },
  nom: { name: 'nom', ...BY_NAME, descending: false },
  '-nom': { name: '-nom', ...BY_NAME, descending: true },
  name: { name: 'nom', ...BY_NAME, descending: false },
  '-name': { name: '-nom', ...BY_NAME, descending: true },
};

export function productConditions(
  caller: Caller,
  { categories, owner, priceMin, priceMax }: ListProducts,
  words: readonly string[],
): QueryParts {
  const parts = new QueryParts();
  const [category, ...others] = categories;
  if (others.length > 0) parts.and(`category = ANY (${parts.bind(categories)})`);
  else if (category !== undefined) parts.and(`category = ${parts.bind(category)}`);
  if (owner !== undefined) parts.and(`owner_id = ${parts.bind(owner === 'me' ? requireUser(caller).userId : owner)}`);
  if (priceMin !== undefined) parts.and(`price >= ${parts.bind(priceMin)}`);
  if (priceMax !== undefined) parts.and(`price <= ${parts.bind(priceMax)}`);
  addSearch(parts, words);
  return parts;
}

export function productOrder({ sort }: ListProducts, words: readonly string[], parts: QueryParts): SortOrder {
  if (sort) return ORDERS[sort];
  if (words.length === 0) return ORDERS['-created_at'];
  return { name: 'rank', key: searchRank(parts, words, 'name_key'), kind: 'rank', descending: true };
}
