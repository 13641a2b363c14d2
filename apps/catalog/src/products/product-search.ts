import type { Caller, ListProducts, ProductFacets, ProductSuggestions, SearchHelp } from '@veza/contracts';
import type { Page } from '@veza/database';
import type { Product } from './product.entity.js';

export type ProductRows = Page<Product> & SearchHelp & { facets?: ProductFacets };

/**
 * Lists, searches, facets and suggestions of products: all that an engine of its own would take over (decision 146).
 *
 * Promise: `list` returns the products that match all filters, in the order of `sort`, else the best match first, else the
 * newest first; a cursor of it continues in the same order, up to the last match. A search that matches nothing leaves out
 * its rarest words and names them. `suggest` returns up to ten completions.
 * Limits: totals above 10,000, of a search above some thousand, and facets marked as such, are estimates. The implementation in Postgres sees a write at
 * once; one that is fed by events may be some time behind, so that a product is read by id from `ProductsRepository` only.
 * Failure: OVERLOADED when too many searches wait, DEADLINE past the time limit.
 */
export abstract class ProductSearch {
  abstract list(caller: Caller, query: ListProducts): Promise<ProductRows>;

  abstract suggest(text: string): Promise<ProductSuggestions>;
}
