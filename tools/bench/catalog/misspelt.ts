import type { Sold, Wanted } from './buyers.js';

/** Shorter words are searched as they are. */
const LEAST_LETTERS = 4;

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Words of letters alone; those that have other letters than ASCII when folded have no single next letter. */
const lettersOf = (text: string): string[] =>
  [...new Set(plain(text).match(/[\p{L}\p{N}]+/gu) ?? [])].filter(
    (word) => /^[a-z]+$/.test(word) && word.length >= LEAST_LETTERS,
  );

/** Words of names that one product of the shop has alone. */
export function namingWords(shop: readonly Sold[]): [word: string, name: string][] {
  const texts = shop.map(([name, category, , description]) => new Set(lettersOf(`${name} ${category} ${description}`)));
  return shop.flatMap(([name]) =>
    lettersOf(name)
      .filter((word) => texts.filter((words) => words.has(word)).length === 1)
      .map((word): [string, string] => [word, name]),
  );
}

/** A letter behind the middle is changed, so that the first and the last one are kept. */
const ERRORS: Readonly<Record<string, (before: string, letter: string, after: string) => string>> = {
  'two swapped': (before, letter, after) => before + after.charAt(0) + letter + after.slice(1),
  'one missing': (before, _letter, after) => before + after,
  'one wrong': (before, letter, after) => before + (letter === 'k' ? 'w' : 'k') + after,
  'one doubled': (before, letter, after) => before + letter + letter + after,
};

/** Words of a size, from all over the shop. */
const MOST_WORDS = 20;

const SIZES: readonly (readonly [name: string, most: number])[] = [
  ['4-5 letters', 5],
  ['6-7 letters', 7],
  ['8 letters and more', Infinity],
];

const spread = <Each>(all: readonly Each[]): Each[] =>
  all.filter(
    (_, at) => at === 0 || Math.floor((at * MOST_WORDS) / all.length) > Math.floor(((at - 1) * MOST_WORDS) / all.length),
  );

/** One error in each word. The same in every run. */
export function misspelt(words: readonly (readonly [word: string, name: string])[]): Record<string, Wanted[]> {
  const kinds: Record<string, Wanted[]> = {};
  for (const [size, most] of SIZES)
    for (const [error, make] of Object.entries(ERRORS)) {
      const least = SIZES[SIZES.findIndex(([name]) => name === size) - 1]?.[1] ?? 0;
      const ofSize = spread(words.filter(([word]) => word.length > least && word.length <= most));
      kinds[`${size}, ${error}`] = ofSize.flatMap(([word, name]) => {
        const at = Math.floor(word.length / 2);
        const typed = make(word.slice(0, at), word.charAt(at), word.slice(at + 1));
        return typed === word ? [] : [[typed, name] as const];
      });
    }
  return kinds;
}
