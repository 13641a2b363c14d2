import { expect, test } from '@jest/globals';
import { Linter } from 'eslint';
import noWeakPrimitives from '../rules/no-weak-primitives.mjs';

const config = {
  files: ['**/*.js'],
  plugins: { veza: { rules: { weak: noWeakPrimitives } } },
  rules: { 'veza/weak': ['error', { reasons: { 'src/tag.js': 'a tag that nothing depends on' } }] },
} satisfies Linter.Config;

const faults = (file: string, code: string): number => new Linter().verify(code, [config], { filename: `src/${file}` }).length;

test('MD5, SHA-1 and Math.random are rejected, and SHA-256 and randomBytes are not', () => {
  for (const code of [
    `createHash('md5').update(text);`,
    `hash('SHA1', text);`,
    `createHmac('sha-1', key);`,
    'const token = Math.random();',
    'const draw = Math.random;',
  ])
    expect([code, faults('token.js', code)]).toEqual([code, 1]);
  expect(faults('token.js', `hash('sha256', 'md5'); createHmac('sha512', key); randomBytes(32);`)).toBe(0);
});

test('a cipher that does not detect changes is rejected, also in a file with a reason', () => {
  for (const file of ['token.js', 'tag.js'])
    for (const name of ['aes-256-cbc', 'aes-256-ecb', 'aes-256-ctr', 'chacha20'])
      expect([name, faults(file, `createCipheriv('${name}', key, iv); createDecipheriv('${name}', key, iv);`)]).toEqual([
        name,
        2,
      ]);
  expect(faults('token.js', `createCipheriv('aes-256-gcm', key, iv); createCipheriv(CIPHER, key, iv);`)).toBe(0);
});

test('a file with a reason may have a weak digest', () => {
  expect(faults('tag.js', `createHash('sha1').update(text);`)).toBe(0);
});
