/** Splits items into pages in their order, to bound the size of one command or query. */
export function* pagesOf<T>(all: readonly T[], size: number): Generator<T[]> {
  for (let at = 0; at < all.length; at += size) yield all.slice(at, at + size);
}
