/**
 * A text in turns: what was not searched, then a word of the search, and so on. The words come from an address that
 * others may have made, so none of them is an expression.
 */
export function searchParts(text: string, words: string): string[] {
  const wanted = words
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return wanted.length === 0 ? [text] : text.split(new RegExp(`(${wanted.join('|')})`, 'giu'));
}
