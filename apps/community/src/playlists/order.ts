/**
 * The order of a playlist. Each entry has a key, and entries stand in the order of their keys: a move writes one row, and
 * the others keep theirs. A key is a fraction in base 62 without trailing zeros, so that there is always one between two.
 */
export interface Placed {
  readonly trackId: number;
  readonly key: string;
}

/** A longer key makes new ones for the whole playlist. */
export const LONGEST_KEY = 32;

/** In the order of their bytes, as Postgres compares them (`COLLATE "C"`). */
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const BASE = DIGITS.length;
/** New entries at the ends keep keys of so many digits, with room between them. */
const HEAD = 4;
const RANGE = BASE ** HEAD;
const STEP = BASE ** 2;

/** The keys to write so that a new track stands at the end; none when it is there. */
export function added(entries: readonly Placed[], trackId: number): readonly Placed[] {
  return entries.some((entry) => entry.trackId === trackId) ? [] : placed(entries, entries.length, trackId);
}

/** The keys to write so that a track stands behind another one (null: first); undefined when one of the two is not there. */
export function moved(entries: readonly Placed[], trackId: number, after: number | null): readonly Placed[] | undefined {
  const from = entries.findIndex((entry) => entry.trackId === trackId);
  const behind = after === null ? -1 : entries.findIndex((entry) => entry.trackId === after);
  if (from === -1 || (after !== null && behind === -1)) return undefined;
  if (behind === from || behind === from - 1) return [];
  return placed(entries.toSpliced(from, 1), behind < from ? behind + 1 : behind, trackId);
}

/** One key, or new ones for all where there is no short one. */
function placed(others: readonly Placed[], at: number, trackId: number): readonly Placed[] {
  const key = keyBetween(others[at - 1]?.key, others[at]?.key);
  if (key !== undefined && key.length <= LONGEST_KEY) return [{ trackId, key }];
  const all = others.toSpliced(at, 0, { trackId, key: '' });
  return all.map((entry, index) => ({
    trackId: entry.trackId,
    key: digitsOf(Math.floor(((index + 1) * RANGE) / (all.length + 1))),
  }));
}

/** Undefined where the two are not in order. */
export function keyBetween(before: string | undefined, after: string | undefined): string | undefined {
  if (before !== undefined && after !== undefined) return before < after ? middle(before, after) : undefined;
  if (before === undefined && after === undefined) return digitsOf(RANGE / 2);
  const next = after === undefined ? headOf(before ?? '') + STEP : headOf(after) - STEP;
  return next > 0 && next < RANGE ? digitsOf(next) : middle(before ?? '', after);
}

/** Between two fractions; the second one is 1 when it is undefined. */
function middle(before: string, after: string | undefined): string {
  const [low, high] = [valueAt(before, 0), after === undefined ? BASE : valueAt(after, 0)];
  if (low === high) return digit(low) + middle(before.slice(1), after?.slice(1));
  if (high - low > 1) return digit(Math.floor((low + high) / 2));
  if (after !== undefined && after.length > 1) return digit(high);
  return digit(low) + middle(before.slice(1), undefined);
}

const digit = (value: number): string => DIGITS.charAt(value);
const valueAt = (key: string, at: number): number => (at < key.length ? DIGITS.indexOf(key.charAt(at)) : 0);

const headOf = (key: string): number =>
  Array.from({ length: HEAD }, (_, at) => valueAt(key, at)).reduce((value, each) => value * BASE + each, 0);

function digitsOf(value: number): string {
  const values = Array.from({ length: HEAD }, (_, at) => Math.floor(value / BASE ** (HEAD - 1 - at)) % BASE);
  return values.map(digit).join('').replace(/0+$/, '');
}
