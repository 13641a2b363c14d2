import { birthDates } from './birth-dates.js';

/** What a search looks for: parts of names and addresses, at most one phone number, and at most one date of birth. */
export interface SearchTerms {
  words: string[];
  /** Digits without zeros in front. */
  phone?: string;
  /** The same number without its country code, if it was written with one; empty otherwise. */
  phones: string[];
  /** The dates that a written date may be; empty without one. */
  births: string[];
}

const MOST_WORDS = 8;
const NUMBER_PART = /^\+?[\d().-]*\d[\d().-]*$/;
/** A country code has one to three digits; a national number after it at least six. */
const COUNTRY_CODE_DIGITS = [1, 2, 3];
const NATIONAL_DIGITS = 6;

/** `06 12 Dupont 03/04/1980` is the number 0612, the word Dupont and a date: the first run of number parts is one number. */
export function searchTerms(search: string): SearchTerms {
  const all = search.split(/\s+/).filter(Boolean);
  const births = all.map(birthDates).find((dates) => dates.length > 0) ?? [];
  const parts = all.filter((part) => birthDates(part).length === 0);
  const first = parts.findIndex((part) => NUMBER_PART.test(part));
  if (first < 0) return { words: parts.slice(0, MOST_WORDS), phones: [], births };
  const after = parts.findIndex((part, at) => at > first && !NUMBER_PART.test(part));
  const number = parts.slice(first, after < 0 ? undefined : after).join('');
  const words = [...parts.slice(0, first), ...(after < 0 ? [] : parts.slice(after))].slice(0, MOST_WORDS);
  const phone = significantDigits(number);
  // Zeros only: nothing is left of the number.
  if (phone === '') return { words: [...words, number].slice(0, MOST_WORDS), phones: [], births };
  return { words, phone, phones: /^(\+|00)/.test(number) ? withoutCountry(phone) : [], births };
}

/** The digits of a phone number without zeros in front: `+33 (0)6 12` and `0033612` are `33612`, `06 12` is `612`. */
export const significantDigits = (number: string): string => number.replace('(0)', '').replace(/\D/g, '').replace(/^0+/, '');

const withoutCountry = (digits: string): string[] =>
  COUNTRY_CODE_DIGITS.map((length) => digits.slice(length)).filter((national) => national.length >= NATIONAL_DIGITS);

/** The same number in two spellings: equal, or the one without its country code is the other. */
export function isSamePhone(one: string, other: string): boolean {
  const [short, long] = [significantDigits(one), significantDigits(other)].sort((a, b) => a.length - b.length);
  if (short === undefined || long === undefined || short.length < NATIONAL_DIGITS) return false;
  return short === long || (long.endsWith(short) && COUNTRY_CODE_DIGITS.includes(long.length - short.length));
}
