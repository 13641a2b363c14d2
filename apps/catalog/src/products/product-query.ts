import type { Caller, FacetName, ListProducts, ProductSort } from '@veza/contracts';
import { type SortOrder, QueryParts } from '@veza/database';
import { requireUser } from '@veza/platform';

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

/** Bands of prices that a filter of a search names at most; a wide range lets so many products through that it helps little. */
const MOST_BANDS = 8;

/** The lexemes of products in stock, and of those that are sold out: GIN would read all entries of a negated one. */
const [IN_STOCK, SOLD_OUT] = [`$$'+'$$::tsquery`, `$$'-'$$::tsquery`];

/**
 * The conditions of a list, and for a search those that are lexemes too. `without` leaves out the filter of a facet, whose
 * counts ignore it.
 */
export function productConditions(
  caller: Caller,
  { categories, owner, priceMin, priceMax, inStock }: ListProducts,
  without?: FacetName,
): { parts: QueryParts; filter?: string } {
  const parts = new QueryParts();
  const filters: string[] = [];
  if (without !== 'category' && categories.length > 0) {
    const names = `${parts.bind(categories)}::text[]`;
    parts.and(categories.length === 1 ? `category = (${names})[1]` : `category = ANY (${names})`);
    filters.push(`any_lexeme(ARRAY(SELECT '@' || name FROM unnest(${names}) AS name))`);
  }
  if (without !== 'owner' && owner !== undefined)
    parts.and(`owner_id = ${parts.bind(owner === 'me' ? requireUser(caller).userId : owner)}`);
  if (without !== 'in_stock' && inStock !== undefined) {
    parts.and(inStock ? 'in_stock' : 'NOT in_stock');
    filters.push(inStock ? IN_STOCK : SOLD_OUT);
  }
  if (without !== 'price') {
    const low = priceMin === undefined ? undefined : parts.bind(priceMin);
    const high = priceMax === undefined ? undefined : parts.bind(priceMax);
    if (low !== undefined) parts.and(`price >= ${low}`);
    if (high !== undefined) parts.and(`price <= ${high}`);
    if (high !== undefined && band(priceMax) - band(priceMin) <= MOST_BANDS) {
      const bands = `generate_series(price_band(${low ?? 0}::numeric), price_band(${high}::numeric))`;
      filters.push(`any_lexeme(ARRAY(SELECT '$' || band FROM ${bands} AS band))`);
    }
  }
  return { parts, ...(filters.length > 0 && { filter: filters.join(' && ') }) };
}

/** About price_band() of the schema. */
const band = (price = '0') => Math.log(Number(price) + 1) * 4;

export const productOrder = (sort: ProductSort): SortOrder => ORDERS[sort];
