import { Injectable } from '@nestjs/common';
import { type Caller, type ListProducts, type ProductSuggestions } from '@veza/contracts';
import { columnsOf, Database, emptyPage, JoinedReads, type ListExecutor, type Page, readPage, SearchPool } from '@veza/database';
import type { SqlExecutor } from '@veza/transport';
import { readSearch, type SearchPage } from '../lists/read-search.js';
import { SEARCH_SETTINGS } from '../lists/search.js';
import { type Search, searchOf, searchWords } from '../lists/search-words.js';
import { withinList } from './facet-counts.js';
import { Product } from './product.entity.js';
import { ProductFacetsRepository } from './product-facets.repository.js';
import { isFiltered, ownKeyOf, pricedConditions, productConditions, productOrder } from './product-query.js';
import type { ProductRows, ProductSearch } from './product-search.js';
import { PRODUCTS } from './searched-products.js';

const COLUMNS = columnsOf(Product);

/** Suggestions of each kind. */
const SUGGESTED = 5;

/**
 * The first different names that begin with a text: each is found in the index behind the one before, however many
 * products have the same.
 */
const SUGGESTED_NAMES = `WITH RECURSIVE suggested (name_key, name, at) AS (
    (SELECT name_key, name, 1 FROM products WHERE name_key >= left(fold($1), 80) AND name_key < left(fold($1), 80) || chr(1114111)
     ORDER BY name_key, id LIMIT 1)
    UNION ALL
    SELECT next.name_key, next.name, suggested.at + 1 FROM suggested, LATERAL (
      SELECT name_key, name FROM products
      WHERE products.name_key > suggested.name_key AND products.name_key < left(fold($1), 80) || chr(1114111)
      ORDER BY products.name_key, id LIMIT 1) AS next
    WHERE suggested.at < ${SUGGESTED}
  ) SELECT name FROM suggested ORDER BY at`;

/** Pages of products: keyset pages and ranked search are raw SQL. */
@Injectable()
export class ProductListsRepository implements ProductSearch {
  private readonly pages = new JoinedReads<Page<Product>>();

  constructor(
    private readonly database: Database,
    private readonly searches: SearchPool,
    private readonly facets: ProductFacetsRepository,
  ) {}

  /** A search runs in a transaction, because it needs settings of the session. */
  async list(caller: Caller, query: ListProducts): Promise<ProductRows> {
    const search = query.search === undefined ? undefined : searchOf(query.search);
    if (!search && query.facets.length === 0) return this.page(this.database, caller, query);
    if (search?.words.length === 0) return emptyPage(query);
    return this.searches.read(async (tx) => {
      await tx.query(SEARCH_SETTINGS);
      const found = search ? await this.matches(tx, caller, query, search) : await this.page(tx, caller, query);
      const { search: used, ...page }: Page<Product> & Partial<SearchPage<Product>> = found;
      const facets = query.facets.length > 0 ? await this.facets.read(tx, caller, query, used) : undefined;
      if (!facets || query.total === 'none') return { ...page, facets };
      return { ...page, facets: withinList(facets, page.total, (name) => isFiltered(query, name)) };
    });
  }

  private page(db: ListExecutor, caller: Caller, query: ListProducts): Promise<Page<Product>> {
    const hasRange = query.priceMin !== undefined || query.priceMax !== undefined;
    const { currency } = query;
    const priced = pricedConditions(caller, query);
    return readPage<Product>(db, {
      select: COLUMNS,
      from: priced?.from ?? 'products',
      parts: priced?.parts ?? productConditions(caller, query).parts,
      order: () => productOrder(query.sort ?? '-created_at', { currency, price: 'amount' }),
      page: query,
      searching: false,
      sortFew: hasRange,
      ...(!hasRange && !priced && query.categories.length <= 1 && { joined: this.pages }),
      isKeyed: !priced,
      isCounted: query.total !== 'none',
    });
  }

  private matches(db: SqlExecutor, caller: Caller, query: ListProducts, search: Search): Promise<SearchPage<Product>> {
    const { sort, currency } = query;
    const conditions = productConditions(caller, query);
    const priced = pricedConditions(caller, query);
    return readSearch<Product>(db, PRODUCTS, {
      select: COLUMNS,
      order: sort && productOrder(sort, { currency, price: conditions.price }),
      ...(sort && priced && { along: { ...priced, order: productOrder(sort, { currency, price: 'amount' }) } }),
      page: query,
      search,
      ownKey: ownKeyOf(caller, search.text),
      ...conditions,
    });
  }

  /** Names that begin with the text, and completions of its last word, both along an index in its order. */
  async suggest(text: string): Promise<ProductSuggestions> {
    const before = text.trimEnd().replace(/[\p{L}\p{N}]+$/u, '');
    const [last = ''] = searchWords(text.slice(before.length));
    const [names, terms] = await Promise.all([
      this.database.prepared<{ name: string }>('suggested-names', SUGGESTED_NAMES, [text.trimStart()]),
      last.length < 2
        ? []
        : this.database.prepared<{ term: string }>(
            'suggested-terms',
            `SELECT term FROM product_terms WHERE term > btrim(plain_text($1)) AND term < btrim(plain_text($1)) || chr(1114111)
             ORDER BY term LIMIT ${SUGGESTED}`,
            [last],
          ),
    ]);
    const products = names.map(({ name }) => name);
    const words = terms.map(({ term }) => before + term).filter((word) => !products.includes(word));
    return {
      suggestions: [
        ...products.map((name) => ({ text: name, kind: 'product' as const })),
        ...words.map((word) => ({ text: word, kind: 'word' as const })),
      ],
    };
  }
}
