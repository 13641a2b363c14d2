import { createRoute, lazyRouteComponent, notFound } from '@tanstack/react-router';
import { lazy } from 'react';
import type { NavigationEntry } from '../../routing/navigation-entry.js';
import { featurePage } from '../../routing/feature-page.js';
import { signedInRoute } from '../../routing/routes.js';
import { RoomsIcon } from '../../ui/icons.js';
import { readAt, readRoomSearch } from './at.js';

/** With the frame of signed-in people, not with every first page. */
const UnreadBadge = lazy(async () => ({ default: (await import('./unread-badge.js')).UnreadBadge }));

export const roomsEntry: NavigationEntry = { to: '/rooms', label: 'rooms', Icon: RoomsIcon, Count: UnreadBadge };

/** The texts of an open conversation. */
const TALK = ['talk'] as const;

const roomsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/rooms',
  component: lazyRouteComponent(() => import('./rooms.page.js'), 'RoomsPage'),
});

/** Not inside the call of `addChildren`: there their types would be inferred from `AnyRoute`, and every link would compile. */
const belowRooms = [
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
    path: '/search',
    validateSearch: ({ q, room }: Record<string, unknown>): { q?: string; room?: string } => ({
      ...(typeof q === 'string' && q !== '' && { q: q.slice(0, 200) }),
      ...(typeof room === 'string' && room !== '' && { room }),
    }),
    component: lazyRouteComponent(() => import('./search.page.js'), 'SearchPage'),
  }),
  createRoute({
    getParentRoute: () => roomsRoute,
    path: '/blocked',
    component: lazyRouteComponent(() => import('./blocked.page.js'), 'BlockedPage'),
  }),
  createRoute({
    getParentRoute: () => roomsRoute,
    path: '/saved',
    component: lazyRouteComponent(() => import('./saved.page.js'), 'SavedPage'),
  }),
  createRoute({
    getParentRoute: () => roomsRoute,
    path: '/people/$userId',
    params: {
      parse: ({ userId }) => {
        if (!/^[1-9]\d{0,14}$/.test(userId)) throw notFound();
        return { userId: Number(userId) };
      },
      stringify: ({ userId }) => ({ userId: String(userId) }),
    },
    validateSearch: readAt,
    component: featurePage(TALK, () => import('./person.page.js'), 'PersonPage'),
  }),
  createRoute({
    getParentRoute: () => roomsRoute,
    path: '/$roomId',
    validateSearch: readRoomSearch,
    component: featurePage(TALK, () => import('./room.page.js'), 'RoomPage'),
  }),
] as const;

const joinRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/join',
  component: lazyRouteComponent(() => import('./join.page.js'), 'JoinPage'),
});

export const roomsRoutes = [roomsRoute.addChildren(belowRooms), joinRoute] as const;
