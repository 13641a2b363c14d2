import { expect, test } from '@jest/globals';
import { enrolmentOf, newTotpSecret, stepOf } from './totp.js';

/** RFC 6238, appendix B, SHA-1: the last six of the eight digits. */
const SECRET = Buffer.from('12345678901234567890');
const VECTORS = [
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
] as const;

test.each(VECTORS)('the code of the RFC at second %i is accepted in its step and beside it', (seconds, code) => {
  const step = Math.floor(seconds / 30);
  const at = (steps: number) => stepOf(SECRET, code, (step + steps) * 30_000 + 15_000);
  expect([-2, -1, 0, 1, 2].map(at)).toEqual([undefined, step, step, step, undefined]);
});

test.each(['', '28708', '2870822', '287 082', '٢٨٧٠٨٢', 'abcdef', '-87082', '287081'])('%j is no code', (code) =>
  expect(stepOf(SECRET, code, 59_000)).toBeUndefined(),
);

test('an enrolment is a secret of 160 bits, and an address that names issuer and account', () => {
  const secret = newTotpSecret();
  const { secret: spelled, uri } = enrolmentOf(secret, 'ada@example.test');
  expect([secret.length, spelled]).toEqual([20, expect.stringMatching(/^[A-Z2-7]{32}$/)]);
  expect(uri).toBe(`otpauth://totp/Veza:ada%40example.test?issuer=Veza&secret=${spelled}&algorithm=SHA1&digits=6&period=30`);
  expect(newTotpSecret()).not.toEqual(secret);
});
