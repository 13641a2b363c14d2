import { type Caller, type FacetName, type ListProducts, MAIN_CURRENCY, type ProductSort } from '@veza/contracts';
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

/** Characters of the key of a product. */
const MOST_KEY = 64;
/** Bands of prices that a filter of a search names at most; a wide range lets so many products through that it helps little. */
const MOST_BANDS = 8;

/** The lexemes of products in stock, and of those that are sold out: GIN would read all entries of a negated one. */
const [IN_STOCK, SOLD_OUT] = [`$$'+'$$::tsquery`, `$$'-'$$::tsquery`];

export interface ProductConditions {
  parts: QueryParts;
  filter?: string;
  /** SQL of the price that the list filters, sorts and counts by. */
  price: string;
}

/** Whether a list is filtered by what a facet counts. */
export function isFiltered({ categories, owner, sku, priceMin, priceMax, inStock }: ListProducts, facet: FacetName): boolean {
  if (facet === 'category') return categories.length > 0;
  if (facet === 'owner') return owner !== undefined || sku !== undefined;
  if (facet === 'in_stock') return inStock !== undefined;
  return priceMin !== undefined || priceMax !== undefined;
}

/**
 * The conditions of a list, and for a search those that are lexemes too. `without` leaves out the filter of a facet, whose
 * counts ignore it.
 */
export function productConditions(caller: Caller, query: ListProducts, without?: FacetName): ProductConditions {
  const { currency, priceMin, priceMax } = query;
  const { parts, filters } = plainConditions(caller, query, without);
  const low = without === 'price' || priceMin === undefined ? undefined : parts.bind(priceMin);
  const high = without === 'price' || priceMax === undefined ? undefined : parts.bind(priceMax);
  const code = isOther(currency) ? parts.bind(currency) : undefined;
  if (code !== undefined) {
    const priced = `FROM product_prices WHERE product_id = id AND code = ${code}`;
    parts.and(`EXISTS (SELECT ${[priced, ...rangeOf('amount', low, high)].join(' AND ')})`);
    return { parts, price: `(SELECT amount ${priced})`, ...filterOf(filters) };
  }
  for (const condition of rangeOf('price', low, high)) parts.and(condition);
  if (high !== undefined && band(priceMax) - band(priceMin) <= MOST_BANDS) {
    const bands = `generate_series(price_band(${low ?? 0}::numeric), price_band(${high}::numeric))`;
    filters.push(`any_lexeme(ARRAY(SELECT '$' || band FROM ${bands} AS band))`);
  }
  return { parts, price: 'price', ...filterOf(filters) };
}

/** The same conditions for a list that is read along the prices of its currency. Undefined: that is the main one. */
export function pricedConditions(caller: Caller, query: ListProducts): { from: string; parts: QueryParts } | undefined {
  const { currency, priceMin, priceMax } = query;
  if (!isOther(currency)) return undefined;
  const { parts } = plainConditions(caller, query);
  const from = `products JOIN product_prices ON product_id = id AND code = ${parts.bind(currency)}`;
  const [low, high] = [priceMin, priceMax].map((price) => (price === undefined ? undefined : parts.bind(price)));
  for (const condition of rangeOf('amount', low, high)) parts.and(condition);
  return { from, parts };
}

const isOther = (currency: string | undefined): currency is string => currency !== undefined && currency !== MAIN_CURRENCY;

const rangeOf = (price: string, low: string | undefined, high: string | undefined): string[] => [
  ...(low === undefined ? [] : [`${price} >= ${low}`]),
  ...(high === undefined ? [] : [`${price} <= ${high}`]),
];

const filterOf = (filters: readonly string[]) => (filters.length > 0 ? { filter: filters.join(' && ') } : {});

/** All conditions but that of the price. A key is that of the caller's product, unless an owner is named. */
function plainConditions(
  caller: Caller,
  { categories, owner, sku, inStock }: ListProducts,
  without?: FacetName,
): { parts: QueryParts; filters: string[] } {
  const parts = new QueryParts();
  const filters: string[] = [];
  if (without !== 'category' && categories.length > 0) {
    const names = `${parts.bind(categories)}::text[]`;
    parts.and(categories.length === 1 ? `category = (${names})[1]` : `category = ANY (${names})`);
    filters.push(`any_lexeme(ARRAY(SELECT '@' || name FROM unnest(${names}) AS name))`);
  }
  const seller = sku === undefined ? owner : (owner ?? 'me');
  if (seller !== undefined && (without !== 'owner' || sku !== undefined))
    parts.and(`owner_id = ${parts.bind(seller === 'me' ? requireUser(caller).userId : seller)}`);
  if (sku !== undefined) parts.and(`sku = ${parts.bind(sku)}`);
  if (without !== 'in_stock' && inStock !== undefined) {
    parts.and(inStock ? 'in_stock' : 'NOT in_stock');
    filters.push(inStock ? IN_STOCK : SOLD_OUT);
  }
  return { parts, filters };
}

/** A search for the key of an own product finds that product first, as it is written or in capitals. */
export function ownKeyOf(caller: Caller, text: string): ((parts: QueryParts) => string) | undefined {
  const key = text.trim();
  if (caller.kind !== 'user' || key.length > MOST_KEY) return undefined;
  return (parts) => `owner_id = ${parts.bind(caller.userId)} AND sku IN (${parts.bind(key)}, ${parts.bind(key.toUpperCase())})`;
}

/** About price_band() of the schema. */
const band = (price = '0') => Math.log(Number(price) + 1) * 4;

/** A cursor of the prices of one currency does not go on in those of another. */
export function productOrder(
  sort: ProductSort,
  { currency, price = 'price' }: { currency?: string; price?: string } = {},
): SortOrder {
  const order = ORDERS[sort];
  if (order.kind !== 'money' || !isOther(currency)) return order;
  return { ...order, name: `${order.name} ${currency}`, key: price };
}
