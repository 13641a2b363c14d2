/** The words of a text without accents and capitals, which are often left out. */
export const wordsOf = (text: string): string[] =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');

/** Whether each of the beginnings begins one of the words. Without a beginning everything matches. */
export const areBegun = (beginnings: readonly string[], words: readonly string[]): boolean =>
  beginnings.every((begin) => words.some((word) => word.startsWith(begin)));

/** Whether every typed word begins a word of the text. */
export const isMatch = (typed: string, text: string): boolean => areBegun(wordsOf(typed), wordsOf(text));
