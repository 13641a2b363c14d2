/** Between the thousands: a space, a space that does not break, a narrow one, an apostrophe. */
const SPACED = /^\d{1,3}(?:[ \u00a0\u202f'’]\d{3})+(?:[.,]\d{1,2})?$/;
/** `12,50` of spreadsheets in French. */
const COMMA = /^\d+,\d{1,2}$/;
/** `1,234.50` and `1,234,567`. */
const ENGLISH = /^\d{1,3}(?:,\d{3})+\.\d{1,2}$|^\d{1,3}(?:,\d{3}){2,}$/;
/** `1.234,50` and `1.234.567`. */
const GERMAN = /^\d{1,3}(?:\.\d{3})+,\d{1,2}$|^\d{1,3}(?:\.\d{3}){2,}$/;

/**
 * The digits of a number as spreadsheets write it, with a point before its decimals. Other texts stay as they are, and
 * `1,234` too: it is one amount in English and another one in French, and a price must not be a thousand times another.
 */
export function plainNumber(cell: string): string {
  const text = cell.replace(/^€\s*|\s*(?:€|EUR)$/g, '');
  if (SPACED.test(text)) return text.replace(/[^\d.,]/g, '').replace(',', '.');
  if (COMMA.test(text)) return text.replace(',', '.');
  if (ENGLISH.test(text)) return text.replaceAll(',', '');
  if (GERMAN.test(text)) return text.replaceAll('.', '').replace(',', '.');
  return text;
}

/** The number of a whole one, such as `1 234` or `12,00`; other texts stay as they are. */
export function wholeNumber(cell: string): number | string {
  const [, digits] = /^(-?\d{1,15})(?:\.0{1,2})?$/.exec(plainNumber(cell)) ?? [];
  return digits === undefined ? cell : Number(digits);
}
