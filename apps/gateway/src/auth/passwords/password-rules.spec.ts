import { expect, test } from '@jest/globals';
import { DeclaredError } from '@veza/contracts';
import { checkPassword } from './password-rules.js';

const NAMES = { username: 'margarethe', email: 'm.hamilton@example.test' };

function faultOf(password: string): string | undefined {
  try {
    checkPassword(password, NAMES, 'newPassword');
    return undefined;
  } catch (error) {
    if (error instanceof DeclaredError) return `${error.details?.[0]?.field}: ${error.details?.[0]?.message}`;
    throw error;
  }
}

test.each([
  'password123',
  'PASSWORD-2024!',
  'qwertyuiop',
  '1234567890',
  '9876543210',
  'abcdefghijkl',
  'aaaaaaaaaaaa',
  'ababababab',
  'Margarethe1',
  'm.hamilton@example.test',
  'm.hamilton!',
])('%s is refused, under the field that the caller named', (password) => expect(faultOf(password)).toMatch(/^newPassword: /));

test.each(['Correct-Horse-7-battery', 'x9$kd02!lpq', 'margarethe wrote software', 'été à la plage'])('%s is fine', (password) =>
  expect(faultOf(password)).toBeUndefined(),
);
