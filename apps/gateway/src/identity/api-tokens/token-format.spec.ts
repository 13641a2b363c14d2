import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { digestOf } from '@veza/platform';
import { looksLikeApiToken, newApiToken, prefixOf, TOKEN_START } from './token-format.js';

test('a token has its prefix, and no two are equal', () => {
  const tokens = Array.from({ length: 500 }, newApiToken);
  expect(new Set(tokens).size).toBe(500);
  for (const token of tokens) {
    expect(token).toMatch(/^veza_pat_[0-9A-Za-z]{44}$/);
    expect([looksLikeApiToken(token), prefixOf(token)]).toEqual([true, token.slice(0, 17)]);
  }
});

test('a token with one other character, or of another length, is refused by its checksum', () => {
  const token = newApiToken();
  fc.assert(
    fc.property(fc.nat(token.length - 1), fc.constantFrom(...'0Az9'), (at, character) => {
      fc.pre(token[at] !== character);
      expect(prefixOf(token.slice(0, at) + character + token.slice(at + 1))).toBeUndefined();
    }),
  );
  for (const other of ['', TOKEN_START, token.slice(1), `${token}0`, ` ${token}`, `${token}\n`])
    expect(prefixOf(other)).toBeUndefined();
});

test('the checksum is CRC-32 in base 62, as another implementation computes it', () => {
  // Python: binascii.crc32(b"veza_pat_" + b"0" * 38)
  const known = `${TOKEN_START}${'0'.repeat(38)}04vZQz`;
  expect(prefixOf(known)).toBe('veza_pat_00000000');
  expect(digestOf(known)).toHaveLength(32);
});
