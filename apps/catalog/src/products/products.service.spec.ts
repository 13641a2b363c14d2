import { describe, expect, test } from '@jest/globals';
import { ListProducts, ProductSort } from '@veza/contracts';
import { QueryParts } from '@veza/database';
import { owns, requireOwner } from '../access.js';
import { productConditions, productOrder } from './product-query.js';
import { productPage } from './product-view.js';

const query = (fields: Partial<ListProducts> = {}) => ListProducts.parse(fields);

describe('the query of a list', () => {
  test('only what is asked is a condition, and every value is bound', () => {
    expect(productConditions(query(), []).where).toBe('');
    const parts = productConditions(query({ category: "c'", priceMin: '1.00', priceMax: '2.00' }), ['oud']);
    expect(parts.where).toBe('WHERE category = $1 AND price >= $2 AND price <= $3 AND fold($4) <% search_text');
    expect(parts.values).toEqual(["c'", '1.00', '2.00', 'oud']);
  });

  test('the order is the asked one, else the best match, else the newest', () => {
    for (const sort of ProductSort.options) {
      expect(productOrder(query({ sort }), ['oud'], new QueryParts())).toMatchObject({
        name: sort,
        descending: sort.startsWith('-'),
      });
    }
    expect(productOrder(query(), ['oud'], new QueryParts()).name).toBe('rank');
    expect(productOrder(query(), [], new QueryParts()).name).toBe('-created_at');
  });
});

describe('who may write', () => {
  const person = (userId: number, role: 'user' | 'moderator' | 'admin') =>
    ({ kind: 'user', userId, role, sessionId: 's' }) as const;

  test('the owner, an administrator and the platform; no moderator, stranger or nobody', () => {
    expect([person(7, 'user'), person(1, 'admin'), { kind: 'system' } as const].map((caller) => owns(caller, 7))).toEqual([
      true,
      true,
      true,
    ]);
    expect([person(8, 'user'), person(1, 'moderator'), { kind: 'anonymous' } as const].map((caller) => owns(caller, 7))).toEqual([
      false,
      false,
      false,
    ]);
  });

  test('a stranger is told so, and nobody is asked who they are', () => {
    expect(() => requireOwner(person(8, 'user'), 7)).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }));
    expect(() => requireOwner({ kind: 'anonymous' }, 7)).toThrow(expect.objectContaining({ code: 'UNAUTHENTICATED' }));
  });
});

test('facets are there when they were asked for, also when nothing was found', () => {
  const found = { rows: [], total: 0, totalIsEstimate: false, page: 1, limit: 20, nextCursor: null };
  expect(productPage(query(), found)).not.toHaveProperty('facets');
  expect(productPage(query({ facets: ['category'] }), found).facets).toEqual({ category: [] });
});
