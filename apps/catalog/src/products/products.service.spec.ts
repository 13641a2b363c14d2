import { describe, expect, test } from '@jest/globals';
import { ANONYMOUS, type FacetName, ListProducts, ProductSort } from '@veza/contracts';
import { productConditions, productOrder } from './product-query.js';
import { productPage } from './product-view.js';

const query = (fields: Partial<ListProducts> = {}) => ListProducts.parse(fields);

describe('the query of a product list', () => {
  const of = (fields: Partial<ListProducts>) => productConditions(ANONYMOUS, query(fields));

  test('has a condition per given filter, and binds every value', () => {
    expect(of({}).parts.where).toBe('');
    expect(of({ categories: ['a', 'b'], owner: 7 }).parts.where).toBe('WHERE category = ANY ($1::text[]) AND owner_id = $2');
    expect(() => of({ owner: 'me' })).toThrow(expect.objectContaining({ code: 'UNAUTHENTICATED' }));
    const { parts } = of({ categories: ["c'"], priceMin: '1.00', priceMax: '2.00' });
    expect(parts.where).toBe('WHERE category = ($1::text[])[1] AND price >= $2 AND price <= $3');
    expect(parts.values).toEqual([["c'"], '1.00', '2.00']);
  });

  test('repeats categories and narrow ranges of prices as lexemes', () => {
    expect(of({ owner: 7, priceMin: '1.00' })).not.toHaveProperty('filter');
    expect(of({ priceMin: '1.00', priceMax: '900.00' })).not.toHaveProperty('filter');
    expect(of({ categories: ['a'], priceMin: '20.00', priceMax: '30.00' }).filter).toMatch(/'@' \|\| name.*&&.*'\$' \|\| band/);
  });

  test('leaves out the filter of a facet', () => {
    const filters = query({ categories: ['a'], owner: 7, priceMin: '1.00', priceMax: '2.00' });
    const without = (facet: FacetName) => productConditions(ANONYMOUS, filters, facet).parts.where;
    expect(without('category')).not.toContain('category');
    expect(without('owner')).not.toContain('owner_id');
    expect(without('price')).not.toContain('price');
  });

  test('has an order for each name of a sort', () => {
    for (const sort of ProductSort.options) {
      expect(productOrder(sort)).toMatchObject({
        name: sort.replace('price', 'prix').replace('name', 'nom'),
        descending: sort.startsWith('-'),
      });
    }
  });
});

test('a page has facets when the query names them, also when it is empty', () => {
  const found = { rows: [], total: 0, totalIsEstimate: false, page: 1, limit: 20, nextCursor: null };
  expect(productPage(query(), found)).not.toHaveProperty('facets');
  expect(productPage(query({ facets: ['category'] }), found).facets).toEqual({ category: [], isEstimate: false });
});
