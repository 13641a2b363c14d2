import { expect, test } from '@jest/globals';
import { isCompactJwt } from './compact-jwt.js';

const SIGNATURE = Buffer.alloc(64, 7).toString('base64url');
const TOKEN = `eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiIxIn0.${SIGNATURE}`;

test('a token is accepted in the form in which it is issued', () => expect(isCompactJwt(TOKEN)).toBe(true));

test.each([
  ['padding', `${TOKEN}==`],
  ['white space', `${TOKEN}\n`],
  ['other unused bits', TOKEN.replace(/w$/, 'x')],
  ['characters of plain base64', TOKEN.replace(/.$/, '/')],
  ['no signature', TOKEN.slice(0, -SIGNATURE.length)],
  ['too many parts', `${TOKEN}.a`],
  ['too many characters', `${'e'.repeat(4_000)}.e.AA`],
])('a token with %s is rejected', (_, token) => expect(isCompactJwt(token)).toBe(false));
