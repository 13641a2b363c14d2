import { createRoute, createRouter, redirect } from '@tanstack/react-router';
import { authRoutes } from '../features/auth/auth.feature.js';
import { roomsRoutes } from '../features/rooms/rooms.feature.js';
import { settingsRoutes } from '../features/settings/settings.feature.js';
import { openRoute, rootRoute, signedInRoute } from '../routing/routes.js';
import type { Session } from '../session/session.js';
import { Frame } from './frame.js';
import { FaultPage, NotFoundPage, PendingPage } from './other-pages.js';
import { Root } from './root.js';
import { Shell } from './shell.js';

/** Where a person lands after sign-in. */
const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad: (): void => {
    throw redirect({ to: '/rooms', replace: true });
  },
});

rootRoute.update({ component: Root });
openRoute.update({ component: Frame });
signedInRoute.update({ component: Shell });

const routeTree = rootRoute.addChildren([
  homeRoute,
  openRoute.addChildren([...authRoutes]),
  signedInRoute.addChildren([...roomsRoutes, ...settingsRoutes]),
]);

export function makeRouter(session: Session) {
  return createRouter({
    routeTree,
    basepath: '/app',
    context: { session },
    defaultPreload: 'intent',
    scrollRestoration: true,
    defaultErrorComponent: FaultPage,
    defaultNotFoundComponent: NotFoundPage,
    defaultPendingComponent: PendingPage,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
