import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { NavigationEntry } from '../../routing/navigation-entry.js';
import { signedInRoute } from '../../routing/routes.js';
import { RoomsIcon } from '../../ui/icons.js';

export const roomsEntry: NavigationEntry = { to: '/rooms', label: 'rooms', Icon: RoomsIcon };

const roomsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/rooms',
  component: lazyRouteComponent(() => import('./rooms.page.js'), 'RoomsPage'),
});

export const roomsRoutes = [
  roomsRoute.addChildren([
    createRoute({
      getParentRoute: () => roomsRoute,
      path: '/',
      component: lazyRouteComponent(() => import('./no-room.page.js'), 'NoRoomPage'),
    }),
    createRoute({
      getParentRoute: () => roomsRoute,
      path: '/browse',
      component: lazyRouteComponent(() => import('./browse.page.js'), 'BrowsePage'),
    }),
    createRoute({
      getParentRoute: () => roomsRoute,
      path: '/$roomId',
      component: lazyRouteComponent(() => import('./room.page.js'), 'RoomPage'),
    }),
  ]),
] as const;
