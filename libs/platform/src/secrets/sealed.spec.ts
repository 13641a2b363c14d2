import { expect, test } from '@jest/globals';
import { seal, unseal } from './sealed.js';

const KEY = Buffer.alloc(32, 1);
const PLAIN = Buffer.from('a private key');

test('sealed data opens with the same key only, and sealing twice gives different results', () => {
  const sealed = seal(KEY, PLAIN);
  expect(unseal(KEY, sealed)).toEqual(PLAIN);
  expect(unseal(Buffer.alloc(32, 2), sealed)).toBeUndefined();
  expect(seal(KEY, PLAIN)).not.toEqual(sealed);
  sealed[sealed.length - 1] = (sealed.at(-1) ?? 0) ^ 1;
  expect(unseal(KEY, sealed)).toBeUndefined();
});
