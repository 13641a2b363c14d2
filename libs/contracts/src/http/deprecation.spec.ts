import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { openApiDocument } from '../openapi/document.js';
import { HTTP_ROUTES } from './all.js';
import { deprecationHeaders } from './deprecation.js';
import { productRoutes } from './products.js';

const deprecated = { from: '2026-12-01', until: '2027-06-01', successor: 'listProducts' };
const DAY_MS = 86_400_000;

test('a deprecated call has the headers of RFC 9745 and RFC 8594', () => {
  expect(deprecationHeaders({ deprecated })).toEqual({
    deprecation: '@1796083200',
    sunset: 'Tue, 01 Jun 2027 00:00:00 GMT',
    link: '</docs/guides/versions>; rel="deprecation", </docs#listProducts>; rel="successor-version"',
  });
  expect(deprecationHeaders(productRoutes.list)).toBeUndefined();
});

test('the document marks it, names its successor and lists the headers', () => {
  const Operation = z.looseObject({
    deprecated: z.boolean().optional(),
    description: z.string(),
    responses: z.looseObject({ 200: z.object({ headers: z.record(z.string(), z.unknown()) }) }),
  });
  const get = (route: (typeof HTTP_ROUTES)[number]) => {
    const { paths } = openApiDocument([route], '/');
    return Operation.parse(z.record(z.string(), z.record(z.string(), z.unknown())).parse(paths)['/api/v1/products']?.['get']);
  };
  const marked = get({ ...productRoutes.list, deprecated });
  expect(marked).toMatchObject({ deprecated: true, 'x-sunset': '2027-06-01', 'x-since': '0.2.0' });
  expect(marked.description).toContain('Deprecated since 2026-12-01, and may be gone from 2027-06-01 on. Use `listProducts`.');
  expect(Object.keys(marked.responses[200].headers)).toEqual(expect.arrayContaining(['Deprecation', 'Sunset', 'Link']));
  expect(get(productRoutes.list).deprecated).toBeUndefined();
});

test('a call ends 180 days after it is deprecated or later, and its successor exists', () => {
  const ids = new Set(HTTP_ROUTES.map(({ id }) => id));
  const faulty = HTTP_ROUTES.filter(({ deprecated: ends }) => {
    if (!ends) return false;
    const days = (Date.parse(ends.until) - Date.parse(ends.from)) / DAY_MS;
    return !(days >= 180) || (ends.successor !== undefined && !ids.has(ends.successor));
  });
  expect(faulty.map(({ id }) => id)).toEqual([]);
});
