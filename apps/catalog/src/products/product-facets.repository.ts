import { Injectable } from '@nestjs/common';
import type { Caller, FacetName, ListProducts, ProductFacets } from '@veza/contracts';
import { estimatedCount, type QueryParts } from '@veza/database';
import type { SqlExecutor } from '@veza/transport';
import { matchesOf, type Search } from '../lists/search.js';
import { productConditions } from './product-query.js';
import { PRODUCTS } from './searched-products.js';

/** As many products, by the planner's estimate, are counted; of more a sample is. */
const COUNTED = 5_000;
const MOST_COUNTED = 10_000;
/** Products of a sample that the filters let through, and products that are looked at for them. */
const SAMPLED = 2_000;
const MOST_SAMPLED = 3_000;
const MOST_MATCHES = 1_000;

const BOUNDS = [0, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000];

/** Products to count; each row of a sample counts `factor` times. */
interface Counted {
  with: string;
  from: string;
  values: unknown[];
  factor: number;
  isEstimate: boolean;
  /** SQL: there are more of them. */
  isPartial?: string;
}

/**
 * Facets of a list. The work is bounded whatever the list has: a set that the planner estimates as small is counted, of
 * a larger one a sample of whole pages of the table, the same for each request. Of a search the best 1,000 matches are
 * counted. Raw SQL: samples.
 */
@Injectable()
export class ProductFacetsRepository {
  /** Of the products of a list, or of the matches of a search. `db` is a transaction of the pool for searches. */
  async read(db: SqlExecutor, caller: Caller, query: ListProducts, search: Search | undefined): Promise<ProductFacets> {
    const facets: ProductFacets = { category: [], isEstimate: false };
    let all: number | undefined;
    const ofAll = async () => (all ??= await estimatedCount(db, 'SELECT 1 FROM products'));
    for (const name of query.facets) {
      const conditions = productConditions(caller, query, name);
      const counted = search ? countedMatches({ search, ...conditions }) : await countedProducts(db, conditions.parts, ofAll);
      const rows = await countsOf(db, counted, name);
      const size = rows.reduce((sum, { count }) => sum + count, 0);
      facets.isEstimate ||= counted.isEstimate || size > MOST_COUNTED || rows[0]?.isPartial === true;
      Object.assign(facets, facetOf(name, rows));
    }
    return facets;
  }
}

const KEYS: Record<FacetName, string> = {
  category: 'category',
  price: `width_bucket(price, ARRAY[${BOUNDS.join(', ')}]::numeric[])`,
  owner: 'owner_id',
  in_stock: 'in_stock',
};

interface Row {
  value: string | number | boolean | null;
  count: number;
  isPartial: boolean;
}

function countsOf(
  db: SqlExecutor,
  { with: cte, from, values, factor, isPartial = 'false' }: Counted,
  name: FacetName,
): Promise<Row[]> {
  const order = name === 'price' ? 'value' : 'count DESC, value';
  return db.query(
    `${cte} SELECT ${KEYS[name]} AS value, round(count(*) * ${factor})::integer AS count, ${isPartial} AS "isPartial" FROM ${from}
     GROUP BY value HAVING ${KEYS[name]} IS NOT NULL ORDER BY ${order} LIMIT 50`,
    values,
  );
}

function facetOf(name: FacetName, rows: readonly Row[]): Partial<ProductFacets> {
  const money = (value: number | undefined) => (value === undefined ? null : value.toFixed(2));
  if (name === 'category') return { category: rows.map(({ value, count }) => ({ value: String(value), count })) };
  if (name === 'owner') return { owner: rows.map(({ value, count }) => ({ value: Number(value), count })) };
  if (name === 'in_stock') return { inStock: rows.map(({ value, count }) => ({ value: value === true, count })) };
  return {
    price: rows.map(({ value, count }) => {
      const at = Number(value);
      return { from: money(BOUNDS[at - 1]) ?? '0.00', to: money(BOUNDS[at]), count };
    }),
  };
}

function countedMatches({ parts, ...search }: { search: Search; parts: QueryParts; filter?: string }): Counted {
  const matches = matchesOf(PRODUCTS, { parts, ...search }, { most: MOST_MATCHES });
  return {
    with: `WITH ${matches}`,
    from: 'matches JOIN products USING (id)',
    values: parts.values,
    factor: 1,
    isEstimate: false,
    isPartial: '(SELECT "isPartial" FROM matching)',
  };
}

async function countedProducts(db: SqlExecutor, { where, values }: QueryParts, ofAll: () => Promise<number>): Promise<Counted> {
  const found = await estimatedCount(db, `SELECT 1 FROM products ${where}`, [...values]);
  const columns = 'SELECT category, price, owner_id, in_stock FROM products';
  if (found <= COUNTED) {
    const from = `(${columns} ${where} LIMIT ${MOST_COUNTED + 1}) AS products`;
    return { with: '', from, values, factor: 1, isEstimate: false };
  }
  const all = Math.max(found, await ofAll());
  const percent = (100 * Math.min(MOST_SAMPLED, (SAMPLED * all) / found)) / all;
  if (percent >= 100) return { with: '', from: `(${columns} ${where}) AS products`, values, factor: 1, isEstimate: false };
  const from = `(${columns} TABLESAMPLE SYSTEM (${percent}) REPEATABLE (1) ${where}) AS products`;
  return { with: '', from, values, factor: 100 / percent, isEstimate: true };
}
