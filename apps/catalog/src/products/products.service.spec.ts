import { describe, expect, test } from '@jest/globals';
import { ANONYMOUS, ListProducts, ProductSort } from '@veza/contracts';
import { QueryParts } from '@veza/database';
import { productConditions, productOrder } from './product-query.js';
import { productPage } from './product-view.js';

const query = (fields: Partial<ListProducts> = {}) => ListProducts.parse(fields);

describe('the query of a product list', () => {
  test('has a condition per given filter, and binds every value', () => {
    const of = (fields: Partial<ListProducts>, words: string[] = []) => productConditions(ANONYMOUS, query(fields), words);
    expect(of({}).where).toBe('');
    expect(of({ categories: ['a', 'b'], owner: 7 }).where).toBe('WHERE category = ANY ($1) AND owner_id = $2');
    expect(() => of({ owner: 'me' })).toThrow(expect.objectContaining({ code: 'UNAUTHENTICATED' }));
    const parts = of({ categories: ["c'"], priceMin: '1.00', priceMax: '2.00' }, ['oud']);
    expect(parts.where).toBe('WHERE category = $1 AND price >= $2 AND price <= $3 AND fold($4) <% search_text');
    expect(parts.values).toEqual(["c'", '1.00', '2.00', 'oud']);
  });

  test('orders by the given sort, else by rank, else by age, newest first', () => {
    for (const sort of ProductSort.options) {
      expect(productOrder(query({ sort }), ['oud'], new QueryParts())).toMatchObject({
        name: sort.replace('price', 'prix').replace('name', 'nom'),
        descending: sort.startsWith('-'),
      });
    }
    expect(productOrder(query(), ['oud'], new QueryParts()).name).toBe('rank');
    expect(productOrder(query(), [], new QueryParts()).name).toBe('-created_at');
  });
});

test('a page has facets when the query names them, also when it is empty', () => {
  const found = { rows: [], total: 0, totalIsEstimate: false, page: 1, limit: 20, nextCursor: null };
  expect(productPage(query(), found)).not.toHaveProperty('facets');
  expect(productPage(query({ facets: ['category'] }), found).facets).toEqual({ category: [] });
});
