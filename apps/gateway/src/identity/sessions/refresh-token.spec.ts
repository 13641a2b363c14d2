import { expect, test } from '@jest/globals';
import { readRefreshToken, writeRefreshToken } from './refresh-token.js';

const KEY = Buffer.alloc(32, 1);
const PLACE = { sessionId: '01234567-89ab-cdef-0123-456789abcdef', generation: 7 };

test('a token is derived from its session and generation, and contains them', () => {
  const token = writeRefreshToken(KEY, PLACE);
  expect(writeRefreshToken(KEY, PLACE)).toBe(token);
  expect(readRefreshToken(KEY, token)).toEqual(PLACE);
});

test('a token with another key, byte or spelling is rejected', () => {
  const token = writeRefreshToken(KEY, PLACE);
  expect(readRefreshToken(Buffer.alloc(32, 2), token)).toBeUndefined();
  for (let at = 0; at < token.length; at += 5) {
    const changed = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
    expect(readRefreshToken(KEY, changed)).toBeUndefined();
  }
  for (const other of ['', 'x', `${token}=`, `${token} `, token.repeat(2)]) expect(readRefreshToken(KEY, other)).toBeUndefined();
});
