import { Injectable } from '@nestjs/common';
import type { Caller, FacetName, ListProducts, ProductFacets } from '@veza/contracts';
import { estimatedCount } from '@veza/database';
import type { SqlExecutor } from '@veza/transport';
import { eachStandsFor, MOST_LOOKED, sampleRows } from '../lists/matched-total.js';
import { anyMatch, checksOf, ENOUGH, FEW, isChecked, matchesOf } from '../lists/search.js';
import type { Search } from '../lists/search-words.js';
import { type Counted, type CountedFacet, countsOf, facetOf } from './facet-counts.js';
import { isFiltered, productConditions } from './product-query.js';
import { PRODUCTS } from './searched-products.js';

/** As many products, by the planner's estimate, are counted; of more a sample is. */
const COUNTED = 5_000;
const MOST_COUNTED = 10_000;
/** Products of a sample that the filters let through, and products that are looked at for them. */
const SAMPLED = 2_000;
const MOST_SAMPLED = 3_000;
/** Matches of a search that are counted; when there are more, the sample is. */
const MOST_MATCHES = 5_000;
/** What conditions and facets read: a copy of whole rows would take megabytes. */
const FILTERED = 'id, category, price, owner_id, sku, in_stock';

type Conditions = ReturnType<typeof productConditions>;

/**
 * Facets of a list. The work is bounded whatever the list has: a set that is small is counted, of a larger one a sample
 * is, and multiplied. Facets with the same conditions are counted together. Raw SQL: samples.
 */
@Injectable()
export class ProductFacetsRepository {
  /** Of the products of a list, or of the matches of a search. `db` is a transaction of the pool for searches. */
  async read(db: SqlExecutor, caller: Caller, query: ListProducts, search: Search | undefined): Promise<ProductFacets> {
    const facets: ProductFacets = { category: [], isEstimate: false };
    let all: number | undefined;
    const ofAll = async () => (all ??= await estimatedCount(db, 'SELECT 1 FROM products'));
    for (const names of togetherOf(query)) {
      const conditions = () => productConditions(caller, query, names.length === 1 ? names[0] : undefined);
      const counted = search
        ? await countMatches(db, names, search, conditions)
        : await countsOf(db, names, await countedProducts(db, conditions(), ofAll));
      for (const name of names) {
        const rows = counted.rows.filter(({ facet }) => facet === name);
        const size = rows.reduce((sum, { count }) => sum + count, 0);
        facets.isEstimate ||= counted.isEstimate || size > MOST_COUNTED;
        Object.assign(facets, facetOf(name, rows));
      }
    }
    return facets;
  }
}

/** A facet ignores its own filter, so with one it is counted by itself; the others have the same conditions. */
function togetherOf(query: ListProducts): FacetName[][] {
  const alone = query.facets.filter((name) => isFiltered(query, name));
  const others = query.facets.filter((name) => !isFiltered(query, name));
  return [...alone.map((name) => [name]), ...(others.length > 0 ? [others] : [])];
}

/**
 * Matches of a search: by the sample when it has many rows with the words, else all rows with the words are read, without
 * their ranks. Only a search with few of them needs its tiers, for words that are like those of the search. Raw SQL: samples.
 */
async function countMatches(
  db: SqlExecutor,
  names: readonly FacetName[],
  search: Search,
  conditions: () => Conditions,
): Promise<{ rows: CountedFacet[]; isEstimate: boolean }> {
  const sampled = await countsOf(db, names, sampledMatches(search, conditions(), false));
  if (sampled.looked > ENOUGH) return sampled;
  const worded = isChecked(search) ? undefined : await countsOf(db, names, wordedMatches(search, conditions()));
  if (worded && worded.looked > MOST_MATCHES) return sampled;
  if (worded && worded.looked >= FEW) return worded;
  const { parts, ...given } = conditions();
  const matches = matchesOf(PRODUCTS, { parts, search, ...given }, { most: MOST_MATCHES });
  const from = `(SELECT products.* FROM matches JOIN products USING (id)) AS matched`;
  const whole = await countsOf(db, names, {
    ...given,
    with: `${matches},`,
    from,
    values: parts.values,
    each: '1::float8',
    isEstimate: false,
    isPartial: '(SELECT "isPartial" FROM matching)',
  });
  return whole.isPartial ? countsOf(db, names, sampledMatches(search, conditions(), true)) : whole;
}

function wordedMatches(search: Search, { parts, ...given }: Conditions): Counted {
  const words = anyMatch(PRODUCTS, { search, parts, ...given }, parts);
  const rows = `SELECT ${FILTERED} FROM products WHERE words @@ (SELECT ${words}) LIMIT ${MOST_MATCHES + 1}`;
  return {
    ...given,
    with: `looked AS MATERIALIZED (${rows}),`,
    from: `looked ${parts.where}`,
    values: parts.values,
    each: '1::float8',
    looked: '(SELECT count(*) FROM looked)',
    isEstimate: false,
  };
}

function sampledMatches(search: Search, { parts, ...given }: Conditions, isAlike: boolean): Counted {
  for (const check of checksOf(PRODUCTS, search, parts)) parts.and(check);
  const words = anyMatch(PRODUCTS, { search, parts, isAlike, ...given }, parts);
  const rows = sampleRows(PRODUCTS, words, MOST_LOOKED, isChecked(search) ? '*' : FILTERED);
  return {
    ...given,
    with: `looked AS MATERIALIZED (${rows}),`,
    from: `looked ${parts.where}`,
    values: parts.values,
    each: `(SELECT ${eachStandsFor(PRODUCTS, MOST_LOOKED)} FROM looked)`,
    looked: '(SELECT count(*) FROM looked)',
    isEstimate: true,
  };
}

async function countedProducts(
  db: SqlExecutor,
  { parts: { where, values }, ...given }: Conditions,
  ofAll: () => Promise<number>,
): Promise<Counted> {
  const found = await estimatedCount(db, `SELECT 1 FROM products ${where}`, [...values]);
  const exact = { ...given, with: '', values, each: '1::float8', isEstimate: false };
  if (found <= COUNTED) return { ...exact, from: `(SELECT * FROM products ${where} LIMIT ${MOST_COUNTED + 1}) AS listed` };
  const all = Math.max(found, await ofAll());
  const percent = (100 * Math.min(MOST_SAMPLED, (SAMPLED * all) / found)) / all;
  if (percent >= 100) return { ...exact, from: `products ${where}` };
  const from = `products TABLESAMPLE SYSTEM (${percent}) REPEATABLE (1) ${where}`;
  return { ...exact, from, each: `${100 / percent}::float8`, isEstimate: true };
}
