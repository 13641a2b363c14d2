import type { FacetName, ProductFacets } from '@veza/contracts';
import type { SqlExecutor } from '@veza/transport';

const BOUNDS = [0, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000];
const MOST_VALUES = 50;

/** Products to count. */
export interface Counted {
  /** SQL of CTEs, each with a comma behind it. */
  with: string;
  /** SQL of the products with their conditions. */
  from: string;
  values: unknown[];
  /** SQL of the price that is counted. */
  price: string;
  /** SQL: so many products stand behind each. */
  each: string;
  /** SQL: rows that were looked at. */
  looked?: string;
  /** SQL: there are more products. */
  isPartial?: string;
  isEstimate: boolean;
}

export interface CountedFacet {
  facet: FacetName;
  value: string;
  count: number;
}

interface Counts {
  rows: CountedFacet[];
  looked: number;
  isPartial: boolean;
  isEstimate: boolean;
}

/** SQL of the most frequent values of a facet, or of the ranges of prices from the lowest on. */
const valuesOf = (name: FacetName) => `(
  SELECT '${name}' AS facet, ${name}::text AS value, count(*)::integer AS found,
    row_number() OVER (ORDER BY ${name === 'price' ? name : `count(*) DESC, ${name}`}) AS at
  FROM counted WHERE ${name} IS NOT NULL GROUP BY ${name} ORDER BY at LIMIT ${MOST_VALUES})`;

/** The counts of some facets of the same products. Raw SQL: one statement reads the products once. */
export async function countsOf(db: SqlExecutor, names: readonly FacetName[], counted: Counted): Promise<Counts> {
  const { with: ctes, from, values, price, each, looked = '0', isPartial = 'false', isEstimate } = counted;
  type Row = { facet: FacetName | null; value: string; found: number; each: number; looked: number; isPartial: boolean };
  const rows = await db.query<Row>(
    `WITH ${ctes} counted AS MATERIALIZED (
       SELECT category, width_bucket(${price}, ARRAY[${BOUNDS.join(', ')}]::numeric[]) AS price, owner_id AS owner, in_stock FROM ${from}),
     scale AS MATERIALIZED (SELECT ${each} AS each, (${looked})::integer AS looked, ${isPartial} AS "isPartial")
     SELECT scale.*, facets.* FROM scale LEFT JOIN (${names.map(valuesOf).join(' UNION ALL ')}) AS facets ON true ORDER BY facet, at`,
    values,
  );
  const [first] = rows;
  return {
    rows: rows.flatMap(({ facet, value, found, each: factor }) =>
      facet === null ? [] : [{ facet, value, count: Math.round(found * factor) }],
    ),
    looked: first?.looked ?? 0,
    isPartial: first?.isPartial === true,
    isEstimate: isEstimate || first?.isPartial === true,
  };
}

export function facetOf(name: FacetName, rows: readonly CountedFacet[]): Partial<ProductFacets> {
  const money = (value: number | undefined) => (value === undefined ? null : value.toFixed(2));
  if (name === 'category') return { category: rows.map(({ value, count }) => ({ value, count })) };
  if (name === 'owner') return { owner: rows.map(({ value, count }) => ({ value: Number(value), count })) };
  if (name === 'in_stock') return { inStock: rows.map(({ value, count }) => ({ value: value === 'true', count })) };
  return {
    price: rows.map(({ value, count }) => {
      const at = Number(value);
      return { from: money(BOUNDS[at - 1]) ?? '0.00', to: money(BOUNDS[at]), count };
    }),
  };
}

/** No value of a facet has more products than the list, unless the list is filtered by the facet. */
export function withinList(facets: ProductFacets, total: number, isOwn: (name: FacetName) => boolean): ProductFacets {
  const within = <Value extends { count: number }>(name: FacetName, values: Value[]) =>
    isOwn(name) ? values : values.map((value) => ({ ...value, count: Math.min(value.count, total) }));
  const { category, price, owner, inStock, ...rest } = facets;
  return {
    ...rest,
    category: within('category', category),
    ...(price && { price: within('price', price) }),
    ...(owner && { owner: within('owner', owner) }),
    ...(inStock && { inStock: within('in_stock', inStock) }),
  };
}
