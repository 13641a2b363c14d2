import { expect, test } from '@jest/globals';
import { z } from 'zod';
import * as contracts from '../index.js';
import { label, text } from '../text.js';
import type { HttpRoute } from './route.js';

/** Texts that Postgres rejects or changes, plain and as URLs. */
const UNKEEPABLE = ['a\0b', 'a\ud800b', 'https://a.example/\0', 'https://a.example/\udfff'];
/** Fields that are never stored or looked up as they are: cursors and signed tokens are decoded, refresh tokens hashed. */
const NEVER_KEPT = ['cursor', 'token', 'refreshToken', 'refresh_token'];

const isRoute = (value: unknown): value is HttpRoute =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'http';
const routes = Object.values(contracts)
  .flatMap((tree) => (typeof tree === 'object' ? Object.values(tree) : []))
  .filter(isRoute);
const Properties = z.object({ properties: z.record(z.string(), z.unknown()).default({}) });

test.each(UNKEEPABLE)('texts and labels reject %j', (value) => {
  expect(text(0, 100).safeParse(value).success).toBe(false);
  expect(label(0, 100).safeParse(value).success).toBe(false);
});

test('texts and labels accept characters outside of the basic plane', () => {
  expect(text(0, 100).parse('🥁 à la 𝄞')).toBe('🥁 à la 𝄞');
  expect(label(0, 100).parse('🥁 à la 𝄞')).toBe('🥁 à la 𝄞');
});

test('no call accepts a text that Postgres cannot store (the fuzzer found 500 in rooms, searches, profiles and mails)', () => {
  expect(routes.length).toBeGreaterThan(80);
  const taken = routes.flatMap(({ id, ...route }) =>
    (['params', 'query', 'body'] as const).flatMap((part) => {
      const described = z.toJSONSchema(route[part], { io: 'input', unrepresentable: 'any' });
      const names = Object.keys(Properties.parse(described).properties).filter((name) => !NEVER_KEPT.includes(name));
      return names.filter((name) => UNKEEPABLE.some((value) => takes(route[part], name, value))).map((name) => `${id}: ${name}`);
    }),
  );
  expect(taken).toEqual([]);
});

function takes(schema: z.ZodType, name: string, value: string): boolean {
  const { error } = schema.safeParse({ [name]: value });
  return !error?.issues.some(({ path }) => path[0] === name);
}
