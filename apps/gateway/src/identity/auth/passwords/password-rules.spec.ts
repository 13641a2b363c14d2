import { hash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { DeclaredError } from '@veza/contracts';
import { COMMON_PASSWORDS, isListed } from './common-passwords.js';
import { checkPassword } from './password-rules.js';

const NAMES = { username: 'margarethe', email: 'm.hamilton@example.test', firstName: 'Daphné', lastName: 'Oram' };

function faultOf(password: string): string | undefined {
  try {
    checkPassword(password, NAMES, 'newPassword');
    return undefined;
  } catch (error) {
    if (error instanceof DeclaredError) return `${error.details?.[0]?.field}: ${error.details?.[0]?.message}`;
    throw error;
  }
}

/** Of the review: popular passwords of ten characters and more. */
const POPULAR = `1q2w3e4r5t6y zaq12wsxcde3 1qazxsw2edc 11223344556677 1234qwerasdf q1w2e3r4t5y6 987654321a 87654321abc
jessica1234 ashley123456 daniel123456 andrew123456 charlie12345 killer123456 biteme12345 trustno1trustno1`.split(/\s+/);

test.each(POPULAR)('%s is refused as a common one', (password) =>
  expect(faultOf(password)).toBe('newPassword: is among the most common passwords'),
);

test.each([
  'password123',
  'PASSWORD-2024!',
  'P4$$w0rd!!',
  'ｐａｓｓｗｏｒｄ１２３',
  'password!'.repeat(14) + 'xx',
  '...password...',
  'xyzpassword',
  'bienvenue2026',
  'motdepasse!',
  'qwertyuiop',
  '1234567890',
  '9876543210',
  'abcdefghijkl',
  'aaaaaaaaaaaa',
  'ababababab',
  'Margarethe1',
  'm.hamilton@example.test',
  'm.hamilton!',
  'Hamilton-2026',
  'DaphnéOram!!',
  'veza-music-26',
  'Veza2026Veza!',
])('%s is refused, under the field that the caller named', (password) => expect(faultOf(password)).toMatch(/^newPassword: /));

test.each([
  'Correct-Horse-7-battery',
  'x9$kd02!lpq',
  'margarethe wrote software',
  'été à la plage',
  'veza is where the band meets',
  'not-the-password',
  'f0L8mTq2zW',
])('%s is fine', (password) => expect(faultOf(password)).toBeUndefined());

test('the list has more than 100,000 passwords, and finds its first and last entry', () => {
  expect(COMMON_PASSWORDS).toBeGreaterThan(120_000);
  expect(['1029384756', 'manchester', 'jessica', 'veza'].filter((each) => !isListed(each))).toEqual([]);
});

test('of 5,000 random texts none is refused', () => {
  const texts = Array.from({ length: 5_000 }, (_, i) => hash('sha256', String(i), 'base64url').slice(0, 12));
  expect(texts.filter((text) => faultOf(text) !== undefined)).toEqual([]);
});
