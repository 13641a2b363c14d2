import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parsePrice, Price, WirePrice } from './price.js';

const cents = fc.bigInt({ min: 0n, max: 999_999_999_999n });
const textOf = (amount: bigint) => `${amount / 100n}.${String(amount % 100n).padStart(2, '0')}`;

describe('prices', () => {
  test('every amount of cents is preserved as text and as a JSON number', () => {
    fc.assert(
      fc.property(cents, (amount) => {
        const text = textOf(amount);
        const throughJson: unknown = JSON.parse(JSON.stringify({ price: Number(text) })).price;
        expect(parsePrice(text)).toBe(text);
        expect(WirePrice.parse(throughJson)).toBe(text);
        expect(Price.parse(text)).toBe(text);
        expect(textOf(BigInt(text.replace('.', '')))).toBe(text);
      }),
    );
  });

  test('an amount with a third decimal place other than zero is rejected', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_999_999 }), fc.integer({ min: 1, max: 9 }), (whole, thousandths) => {
        expect(parsePrice(`${whole}.00${thousandths}`)).toBeUndefined();
        expect(WirePrice.safeParse(Number(`${whole}.00${thousandths}`)).success).toBe(false);
      }),
    );
  });

  test.each([
    1.005,
    0.1 + 0.2,
    -1,
    -0.01,
    1e21,
    1e-7,
    1e400,
    Number.NaN,
    10_000_000_000,
    '',
    ' ',
    'dix',
    '1,5',
    '1e3',
    '0x10',
    '+1',
    '.5',
    '1.',
    '1.2.3',
    '12345678901',
    null,
    true,
    [],
    {},
  ])('%p is rejected', (value) => {
    expect(WirePrice.safeParse(value).success).toBe(false);
  });

  test.each([
    [0, '0.00'],
    [-0, '0.00'],
    [0.07, '0.07'],
    [1.1, '1.10'],
    [1e2, '100.00'],
    ['007.5', '7.50'],
    [' 19.99 ', '19.99'],
    [9_999_999_999.99, '9999999999.99'],
  ])('%p is parsed as %s', (value, price) => {
    expect(WirePrice.parse(value)).toBe(price);
  });
});
