import { expect, test } from '@jest/globals';
import { DeclaredError, http, listOf } from '@veza/contracts';
import { z } from 'zod';
import { validatorOf } from './validation.js';

const route = http('POST', '/things/:id', {
  id: 'thing',
  permission: 'identity.health.get',
  tag: 'Platform',
  summary: 'A thing',
  access: 'none',
  params: z.object({ id: z.coerce.number().int() }),
  query: z.strictObject({ tags: listOf(z.string()), page: z.coerce.number().default(1) }),
  body: z.strictObject({ name: z.string(), size: z.object({ width: z.number() }) }),
  success: [{ status: 200, description: 'It' }],
});
const validate = validatorOf(route);
const inEnglish = { language: 'en', bodyValues: 4 } as const;
const body = { name: 'lamp', size: { width: 1 } };

test('params, query and body are validated and get their defaults', () => {
  expect(validate({ params: { id: '7' }, query: {}, body }, inEnglish)).toEqual({
    params: { id: 7 },
    query: { tags: [], page: 1 },
    body,
  });
});

test.each([
  [{ tags: ['a', 'b'] }, ['a', 'b']],
  [{ 'tags[]': ['a', 'b'] }, ['a', 'b']],
  [{ 'tags[]': 'a' }, ['a']],
  [{ tags: 'a,b' }, ['a', 'b']],
  [{ tags: 'a', 'tags[]': 'b' }, ['a', 'b']],
])('a list is written %j', (query, tags) => {
  expect(validate({ params: { id: '1' }, query, body }, inEnglish).query).toMatchObject({ tags });
});

function faults(parts: { query?: unknown; body?: unknown }, circumstances = {}) {
  try {
    validate({ params: { id: '1' }, query: {}, body, ...parts }, { ...inEnglish, ...circumstances });
    return [];
  } catch (error) {
    if (error instanceof DeclaredError) return error.details ?? [];
    throw error;
  }
}

test('faults name their fields, unknown and nested ones included', () => {
  expect(faults({ body: { name: 'x', size: { width: 'wide' }, colour: 'red' } }).map(({ field }) => field)).toEqual([
    'size.width',
    'colour',
  ]);
  expect(faults({ query: { pgae: '2' } }).map(({ field }) => field)).toEqual(['pgae']);
  expect(faults({ body: undefined }).map(({ field }) => field)).toEqual(['name', 'size']);
});

test('faults are French by Accept-Language', () => {
  const [english, french] = [faults({ body: { ...body, name: 1 } }), faults({ body: { ...body, name: 1 } }, { language: 'fr' })];
  expect(french[0]?.field).toBe('name');
  expect(french[0]?.message).not.toBe(english[0]?.message);
});

test('a body of many values is validated up to its first fault', () => {
  const wrong = { body: { name: 1, size: { width: 'wide' } } };
  expect(faults(wrong, { bodyValues: 500 }).map(({ field }) => field)).toEqual(['name', 'size.width']);
  expect(faults(wrong, { bodyValues: 501 }).map(({ field }) => field)).toEqual(['name']);
});
