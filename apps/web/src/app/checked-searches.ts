import type { AnyRoute } from '@tanstack/react-router';

type Search = Record<string, unknown>;

/**
 * What a page reads of its address is what its route has checked. The router adds what was not returned by the check back
 * as it stands in the address, such as a text in the place of a list; here it becomes undefined.
 */
export const checkedSearch =
  (check: (search: Search) => object) =>
  (search: Search): Search => ({ ...Object.fromEntries(Object.keys(search).map((name) => [name, undefined])), ...check(search) });

/** Of every page below. Routes that hold others leave the values of these alone. */
export function checkSearches(route: AnyRoute): void {
  const children: readonly AnyRoute[] = Object.values(route.children ?? {});
  for (const child of children) checkSearches(child);
  const check: unknown = route.options.validateSearch;
  if (children.length === 0 && typeof check === 'function')
    route.options.validateSearch = checkedSearch((search) => check(search));
}
