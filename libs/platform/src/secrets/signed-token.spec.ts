import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import { deriveSecret } from './derive-secret.js';
import { signToken, verifyToken } from './signed-token.js';

const key = deriveSecret('a master secret', 'grants');
const Grant = z.object({ userId: z.int(), verb: z.enum(['put', 'get']) });
const grant = { userId: 7, verb: 'put' as const };

test('a token returns its payload', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 3 }), (payload) => {
      expect(verifyToken(key, signToken(key, { payload }, 60_000), z.object({ payload: z.unknown() }))).toEqual(
        JSON.parse(JSON.stringify({ payload })),
      );
    }),
  );
});

test('a token with any change is rejected', () => {
  const token = signToken(key, grant, 60_000);
  fc.assert(
    fc.property(fc.nat(token.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (at, character) => {
      fc.pre(token[at] !== character);
      expect(verifyToken(key, token.slice(0, at) + character + token.slice(at + 1), Grant)).toBeUndefined();
    }),
    { numRuns: 500 },
  );
  expect(verifyToken(key, `${token}.x`, Grant)).toBeUndefined();
  expect(verifyToken(key, token.slice(0, -1), Grant)).toBeUndefined();
  expect(verifyToken(key, '', Grant)).toBeUndefined();
});

test('an expired, foreign, malformed or too long token is rejected', () => {
  expect(verifyToken(key, signToken(key, grant, -1), Grant)).toBeUndefined();
  expect(verifyToken(deriveSecret('a master secret', 'others'), signToken(key, grant, 60_000), Grant)).toBeUndefined();
  expect(verifyToken(key, signToken(key, { ...grant, verb: 'erase' }, 60_000), Grant)).toBeUndefined();
  expect(verifyToken(key, 'x'.repeat(100_000), Grant)).toBeUndefined();
  expect(() => signToken(key, 'x'.repeat(5_000), 60_000)).toThrow('too long');
});

test('a derived key is the same in every process, and each purpose has its own', () => {
  expect(deriveSecret('a master secret', 'grants')).toEqual(key);
  expect(key).toHaveLength(32);
  expect(deriveSecret('another', 'grants')).not.toEqual(key);
});
