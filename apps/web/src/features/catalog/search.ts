export const SORTS = ['-created_at', 'price', '-price', 'name'] as const;
export const RESOURCE_SORTS = ['-created_at', '-downloads', '-rating', 'title'] as const;
export const KINDS = ['sample', 'preset', 'template', 'document', 'other'] as const;
/** Currencies of a choice; of the first one every product has a price. */
export const CURRENCIES = ['EUR', 'USD', 'GBP', 'CHF', 'CAD', 'JPY'] as const;
export type Kind = (typeof KINDS)[number];

/** What is looked for among the products: everything of it is in the address. */
export interface ProductSearch {
  q?: string;
  category?: string[];
  /** A range such as `20-50`, or `500-` without an end. */
  price?: string;
  /** Absent: EUR. */
  currency?: (typeof CURRENCIES)[number];
  inStock?: true;
  mine?: true;
  sort?: (typeof SORTS)[number];
}

export interface ResourceSearch {
  q?: string;
  kind?: Kind;
  tags?: string[];
  mine?: true;
  sort?: (typeof RESOURCE_SORTS)[number];
}

const textOf = (value: unknown): string | undefined => {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && text !== '' ? text.slice(0, 200) : undefined;
};

const listOf = (value: unknown): string[] | undefined => {
  const list = [value]
    .flat()
    .slice(0, 20)
    .flatMap((each) => textOf(each) ?? []); // one value is a list of it
  return list.length > 0 ? list : undefined;
};

export function productSearch(search: Record<string, unknown>): ProductSearch {
  const [q, category, price] = [textOf(search.q), listOf(search.category), textOf(search.price)];
  const sort = SORTS.find((each) => each === search.sort);
  const currency = CURRENCIES.slice(1).find((each) => each === search.currency);
  return {
    ...(q !== undefined && { q }),
    ...(category && { category }),
    ...(price !== undefined && rangeOf(price) && { price }),
    ...(currency && { currency }),
    ...(search.inStock === true && { inStock: true }),
    ...(search.mine === true && { mine: true }),
    ...(sort && { sort }),
  };
}

export function resourceSearch(search: Record<string, unknown>): ResourceSearch {
  const [q, tags] = [textOf(search.q), listOf(search.tags)];
  const kind = KINDS.find((each) => each === search.kind);
  const sort = RESOURCE_SORTS.find((each) => each === search.sort);
  return {
    ...(q !== undefined && { q }),
    ...(kind && { kind }),
    ...(tags && { tags }),
    ...(search.mine === true && { mine: true }),
    ...(sort && { sort }),
  };
}

/** The limits of a range. The upper one is the first price above it. */
export function rangeOf(text: string): { from: number; to: number | undefined } | undefined {
  const [, from, to] = /^(\d{1,10})-(\d{1,10})?$/.exec(text) ?? [];
  return from === undefined ? undefined : { from: Number(from), to: to === undefined ? undefined : Number(to) };
}
