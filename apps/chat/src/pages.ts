/** In their order, so many at a time: what is asked for in one go has a bound. */
export function* pagesOf<T>(all: readonly T[], size: number): Generator<T[]> {
  for (let at = 0; at < all.length; at += size) yield all.slice(at, at + size);
}
