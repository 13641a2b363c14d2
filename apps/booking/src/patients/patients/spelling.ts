/** Typos that a word of this length may have: none in short words, where most are other names. */
const toleranceOf = (word: string): number => (word.length < 4 ? 0 : word.length < 8 ? 1 : 2);

/** Whether every word is a word of the text, apart from a typo. */
export function isMisspelling(words: readonly string[], text: string): boolean {
  const candidates = text.split(' ');
  return words.every((word) => candidates.some((candidate) => isNearly(word, candidate)));
}

/** Whether two words are equal apart from a typo. */
export const isNearly = (one: string, other: string): boolean => typos(one, other) <= toleranceOf(one);

/** Inserted, omitted, replaced and swapped letters between two words (optimal string alignment). */
export function typos(one: string, other: string): number {
  let [before, last]: [number[], number[]] = [[], Array.from({ length: other.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const changed = at(last, j - 1) + (one[i - 1] === other[j - 1] ? 0 : 1);
      const swapped = one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1] ? at(before, j - 2) + 1 : Infinity;
      row.push(Math.min(at(last, j) + 1, at(row, j - 1) + 1, changed, swapped));
    }
    [before, last] = [last, row];
  }
  return at(last, other.length);
}

const at = (row: readonly number[], index: number): number => row[index] ?? Infinity;
