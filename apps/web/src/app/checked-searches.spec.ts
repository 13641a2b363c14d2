import { expect, test } from '@jest/globals';
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  defaultParseSearch,
  defaultStringifySearch,
} from '@tanstack/react-router';
import { signInSearch } from '../features/auth/sign-in-search.js';
import { changedOf, chosenOf, soughtOf, wantedOf, weekOf } from '../features/booking/search.js';
import { productSearch, resourceSearch } from '../features/catalog/search.js';
import { calendarSearch, cabinetSearch, figuresSearch, hoursSearch, patientSearch } from '../features/practice/search.js';
import { readAt, readRoomSearch } from '../features/rooms/at.js';
import { readTracksSearch } from '../features/tracks/tracks-search.js';
import { checkSearches } from './checked-searches.js';

type Check = (search: Record<string, unknown>) => object;

const CHECKS: Record<string, Check> = {
  ...{ signInSearch, changedOf, chosenOf, soughtOf, wantedOf, weekOf, productSearch, resourceSearch, readTracksSearch },
  ...{ calendarSearch, cabinetSearch, figuresSearch, hoursSearch, patientSearch, readAt, readRoomSearch },
};
const VALUES = ['vents', '2026-01-02', '', 7, -1, true, null, ['vents', 'cordes'], [7], [], { a: 1 }, [{ a: 1 }]];

/** The parameters that a check reads. */
function namesOf(check: Check): string[] {
  const names = new Set<string>();
  check(new Proxy({}, { get: (_target, name) => void names.add(String(name)) }));
  return [...names];
}

/** What the page of a route with this check reads. */
async function searchOf(check: Check, search: Record<string, unknown>): Promise<object> {
  const root = createRootRoute();
  const page = createRoute({ getParentRoute: () => root, path: '/page', validateSearch: check });
  const routeTree = root.addChildren([page]);
  checkSearches(routeTree);
  const router = createRouter({ routeTree, history: createMemoryHistory() });
  const parsed = defaultParseSearch(defaultStringifySearch(search));
  const found: object = router.matchRoutes('/page', parsed).at(-1)?.search ?? {};
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

test.each(Object.keys(CHECKS))('a page with %s reads nothing that was not checked', async (name) => {
  const check = CHECKS[name] ?? soughtOf;
  const names = namesOf(check);
  expect(names.length).toBeGreaterThan(0);
  for (const parameter of names)
    for (const value of VALUES) {
      const checked = Object.entries(check({ [parameter]: value })).filter(([, each]) => each !== undefined);
      expect([parameter, value, await searchOf(check, { [parameter]: value, other: value })]).toEqual([
        parameter,
        value,
        Object.fromEntries(checked),
      ]);
    }
});

test('one value of a list is a list', () => {
  expect(productSearch({ category: 'vents' })).toEqual({ category: ['vents'] });
  expect(productSearch({ category: 7 })).toEqual({ category: ['7'] });
  expect(resourceSearch({ tags: ['rouge', { a: 1 }] })).toEqual({ tags: ['rouge'] });
  expect(resourceSearch({ tags: { a: 'rouge' } })).toEqual({});
});
