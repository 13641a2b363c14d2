/** Case, accents and everything but letters and digits make no difference. */
const wordsOf = (text: string): string[] =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');

/** Whether every typed word begins a word of the text. What is typed without a word matches everything. */
export function isMatch(typed: string, text: string): boolean {
  const words = wordsOf(text);
  return wordsOf(typed).every((begin) => words.some((word) => word.startsWith(begin)));
}
