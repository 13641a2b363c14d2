import unhomoglyph from 'unhomoglyph';

/**
 * The skeleton of a name: names that look alike have the same one (UTS 39, section 4, on the confusables of Unicode).
 * Case is folded last, because a capital `I` looks like a small `l`, and a small `i` does not. A skeleton is for
 * comparisons only.
 */
export function skeletonOf(name: string): string {
  const decomposed = name.normalize('NFKC').normalize('NFD');
  return unhomoglyph(decomposed).normalize('NFD').toLowerCase();
}
