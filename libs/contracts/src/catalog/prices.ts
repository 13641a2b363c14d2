import * as currencies from 'dinero.js/currencies';
import { z } from 'zod';
import { decimalOf } from './price.js';

/** The currency of `price`. */
export const MAIN_CURRENCY = 'EUR';
const MOST_PRICES = 20;

/** Decimal places of the active currencies of ISO 4217 ("minor unit"). Those that divide by five, MGA and MRU, are written with two. */
const PLACES: ReadonlyMap<string, number> = new Map(
  Object.values(currencies).map(({ code, base, exponent }) => [code, base === 10 ? exponent : 2]),
);

export const Currency = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .describe('ISO 4217.');

/**
 * Prices by currency, as decimal texts with the places of the currency: `{ JPY: "1500", USD: "13.90" }`. Null is none. The
 * seller sets each of them: nothing is converted.
 */
export const Prices = z.record(Currency, z.string().max(20)).nullable();
export type Prices = z.infer<typeof Prices>;

/** The amount with the places of its currency, or what is wrong with it. */
function amountOf(currency: string, value: number | string): { amount: string } | { fault: string } {
  if (currency === MAIN_CURRENCY) return { fault: 'is the currency of `price`' };
  const places = PLACES.get(currency);
  if (places === undefined) return { fault: 'is no currency of ISO 4217' };
  const amount = decimalOf(value, places);
  if (amount !== undefined) return { amount };
  return { fault: `must be a decimal from 0 to 9999999999 with at most ${places} ${places === 1 ? 'place' : 'places'}` };
}

/** Prices of a request: JSON numbers or decimal texts. An empty object is none, as null is. */
export const WirePrices = z
  .record(Currency, z.union([z.number(), z.string().max(40)], { error: 'must be a number' }))
  .nullable()
  .transform((given, ctx): Prices => {
    const all = Object.entries(given ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
    const issue = (path: string[], message: string) => ctx.issues.push({ code: 'custom', path, message, input: given });
    if (all.length > MOST_PRICES) issue([], `must have at most ${MOST_PRICES} currencies`);
    const prices: Record<string, string> = {};
    for (const [currency, value] of all) {
      const parsed = amountOf(currency, value);
      if ('fault' in parsed) issue([currency], parsed.fault);
      else prices[currency] = parsed.amount;
    }
    return all.length === 0 ? null : prices;
  });

/** `JPY 1500, USD 13.90`: a cell of a file, and a value of a history. */
export const pricesText = (prices: Prices): string | null =>
  prices === null
    ? null
    : Object.entries(prices)
        .map(([currency, amount]) => `${currency} ${amount}`)
        .join(', ');

/** Undefined for another text than `pricesText` writes. */
export function pricesOf(text: string): Record<string, string> | undefined {
  const parts = text.split(',').map((part) => /^\s*([A-Z]{3}) ([\d.]{1,20})\s*$/.exec(part));
  const entries = parts.map((part): [string, string] => [part?.[1] ?? '', part?.[2] ?? '']);
  const names = new Set(entries.map(([currency]) => currency));
  return parts.includes(null) || names.size < entries.length ? undefined : Object.fromEntries(entries);
}
