import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { pageRoutes } from './page-routes.js';

const routes = pageRoutes(fileURLToPath(new URL('../src', import.meta.url)));
const at = (path: string) => routes.find((route) => route.path === path);

test('a page has the pages around it, its audience and its texts', () => {
  expect(at('/rooms/$roomId')).toEqual({
    path: '/rooms/$roomId',
    audience: 'signedIn',
    pages: ['features/rooms/rooms.page', 'features/rooms/room.page'],
    texts: ['talk'],
  });
  expect(at('/people/$name')).toMatchObject({ audience: 'shared', texts: ['people', 'playlists', 'albums'] });
  expect(at('/sign-in')).toMatchObject({ audience: 'open', texts: ['auth'] });
});

test('every address is one page', () => {
  expect(routes.length).toBeGreaterThan(60);
  expect(new Set(routes.map(({ path }) => path)).size).toBe(routes.length);
});
