import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fieldErrors } from '../errors.js';
import { pricesOf, pricesText, WirePrices } from './prices.js';

const faults = (value: unknown) => {
  const parsed = WirePrices.safeParse(value);
  return parsed.success ? [] : fieldErrors(parsed.error);
};

describe('prices in further currencies', () => {
  test('have the decimal places of their currency, in the order of the codes', () => {
    const parsed = WirePrices.parse({ USD: 13.9, JPY: '1500', KWD: '4.25', MRU: 3, CLF: '0.0001' });
    expect(Object.entries(parsed ?? {})).toEqual([
      ['CLF', '0.0001'],
      ['JPY', '1500'],
      ['KWD', '4.250'],
      ['MRU', '3.00'],
      ['USD', '13.90'],
    ]);
    expect([WirePrices.parse({}), WirePrices.parse(null)]).toEqual([null, null]);
  });

  test.each([
    [{ EUR: 1 }, 'EUR', 'is the currency of `price`'],
    [{ XYZ: 1 }, 'XYZ', 'is no currency of ISO 4217'],
    [{ DEM: 1 }, 'DEM', 'is no currency of ISO 4217'],
    [{ JPY: 1.5 }, 'JPY', 'must be a decimal from 0 to 9999999999 with at most 0 places'],
    [{ USD: 0.001 }, 'USD', 'must be a decimal from 0 to 9999999999 with at most 2 places'],
    [{ USD: -1 }, 'USD', 'must be a decimal from 0 to 9999999999 with at most 2 places'],
    [{ CHF: 1e21 }, 'CHF', 'must be a decimal from 0 to 9999999999 with at most 2 places'],
    [{ CHF: true }, 'CHF', 'must be a number'],
  ])('%j names its field', (value, field, message) => {
    expect(faults(value)).toEqual([{ field, message }]);
  });

  test('codes are three capitals, and at most 20', () => {
    for (const value of [{ usd: 1 }, { __proto__x: 1 }, [1], 'USD 1', 3]) expect(faults(value)).toHaveLength(1);
    const codes = 'AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN'.split(' ');
    const many = Object.fromEntries(
      codes
        .filter((code) => code !== 'ANG')
        .concat('USD')
        .map((code) => [code, 1]),
    );
    expect(faults(many)).toEqual([{ field: expect.any(String), message: 'must have at most 20 currencies' }]);
  });

  test('their text has the same prices again', () => {
    const amounts = fc.dictionary(fc.constantFrom('USD', 'JPY', 'KWD', 'CHF'), fc.nat(1_000_000), { minKeys: 1 });
    fc.assert(
      fc.property(amounts, (given) => {
        const prices = WirePrices.parse(given);
        expect(WirePrices.parse(pricesOf(pricesText(prices) ?? ''))).toEqual(prices);
      }),
    );
    for (const text of ['', 'USD', 'USD 1, USD 2', '12 USD', 'USD 1;CHF 2']) expect(pricesOf(text)).toBeUndefined();
  });
});
