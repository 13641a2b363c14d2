import { z } from 'zod';

const DECIMAL = /^(\d{1,10})(?:\.(\d{1,4}))?$/;

/**
 * An amount of money inside the platform: a decimal text with exactly two places, 0.00 to 9999999999.99 ("12.50").
 * It is never a JavaScript number, so it cannot be rounded on its way to `numeric(12,2)` and back.
 */
export const Price = z.string().regex(/^\d{1,10}\.\d{2}$/, 'must be a decimal with two places');
export type Price = z.infer<typeof Price>;

/**
 * An amount with exactly `places` decimal places, from its decimal text. Returns undefined for any other text: a sign, an exponent, a further decimal place.
 * A JSON number is parsed from its shortest text, which is what the client wrote up to 15 digits; no arithmetic is done.
 */
export function decimalOf(value: number | string, places: number): string | undefined {
  const [, whole, fraction = ''] = DECIMAL.exec(typeof value === 'number' ? String(value) : value.trim()) ?? [];
  if (whole === undefined || fraction.length > places) return undefined;
  const units = whole.replace(/^0+(?=\d)/, '');
  return places === 0 ? units : `${units}.${fraction.padEnd(places, '0')}`;
}

export const parsePrice = (value: number | string): Price | undefined => decimalOf(value, 2);

/** An amount in a request: a JSON number or a decimal text. */
export const WirePrice = z.union([z.number(), z.string().max(40)], { error: 'must be a number' }).transform((value, ctx) => {
  const price = parsePrice(value);
  if (price !== undefined) return price;
  ctx.issues.push({ code: 'custom', message: 'must be a decimal from 0 to 9999999999.99 with at most 2 places', input: value });
  return z.NEVER;
});
