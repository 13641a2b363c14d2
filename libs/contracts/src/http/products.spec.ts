import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { fieldErrors } from '../errors.js';
import { CreateProductBody, productRoutes, UpdateProductBody } from './products.js';

const faults = (schema: z.ZodType, value: unknown) => {
  const { error } = schema.safeParse(value);
  return error ? fieldErrors(error) : [];
};

describe('the two names of product fields', () => {
  test('one name, or both with equal values, give the canonical model', () => {
    const canonical = { name: 'Oud', price: '399.90' };
    for (const body of [
      { nom: 'Oud', prix: 399.9 },
      { name: 'Oud', price: '399.9' },
      { nom: 'Oud', name: ' Oud ', prix: 399.9, price: '399.90' },
    ]) {
      expect(CreateProductBody.parse(body)).toEqual(canonical);
    }
  });

  test('unequal values under both names are an error of the field, on create and on update', () => {
    const body = { nom: 'a', name: 'b', prix: 1, price: 2 };
    for (const schema of [CreateProductBody, UpdateProductBody]) {
      expect(faults(schema, body)).toEqual([
        { field: 'name', message: 'must be equal to nom' },
        { field: 'price', message: 'must be equal to prix' },
      ]);
    }
  });

  test('name and price are required on create and optional on update', () => {
    expect(faults(CreateProductBody, { name: 'x' }).map(({ field }) => field)).toEqual(['prix']);
    expect(faults(CreateProductBody, { price: 1 }).map(({ field }) => field)).toEqual(['nom']);
    expect(UpdateProductBody.parse({})).toEqual({});
  });

  test.each([
    ['nom', { nom: '  ', prix: 1 }],
    ['nom', { nom: 'a\0b', prix: 1 }],
    ['nom', { nom: 'x'.repeat(201), prix: 1 }],
    ['prix', { nom: 'a', prix: 1.005 }],
    ['stock', { nom: 'a', prix: 1, stock: 1.5 }],
    ['stock', { nom: 'a', prix: 1, stock: 2_147_483_648 }],
  ])('an invalid %s is reported under its name', (field, body) => {
    expect(faults(CreateProductBody, body)[0]?.field).toBe(field);
  });

  test('an owner_id is ignored', () => {
    expect(CreateProductBody.parse({ nom: 'a', prix: 1, owner_id: 3 })).toEqual(CreateProductBody.parse({ nom: 'a', prix: 1 }));
  });
});

describe('the query of a list', () => {
  const { query } = productRoutes.list;

  test('empty query values are ignored', () => {
    expect(query.parse({ search: '', category: '' })).toEqual({ page: 1, limit: 20, facets: [], categories: [] });
  });

  test.each(['price_min=cher', 'price_max=1.2.3', 'sort=stock', 'page=0', 'limit=101', 'facets=nom', 'colour=red'])(
    '%s is rejected under its name',
    (text) => {
      const [field = '', value] = text.split('=');
      expect(faults(query, { [field]: value })[0]?.field.split('.')[0]).toBe(field);
    },
  );
});

test('every route can be converted to JSON Schema', () => {
  for (const { query, body } of Object.values(productRoutes)) {
    expect(() => [query, body].map((schema) => z.toJSONSchema(schema, { io: 'input' }))).not.toThrow();
  }
});
