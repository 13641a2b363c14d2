import { createRouter, type LinkProps } from '@tanstack/react-router';
import { adminRoutes } from '../features/admin/admin.feature.js';
import { openAlbumsRoutes } from '../features/albums/albums.feature.js';
import { authRoutes } from '../features/auth/auth.feature.js';
import { bookingRoutes, openBookingRoutes } from '../features/booking/booking.feature.js';
import { catalogRoutes, openCatalogRoutes } from '../features/catalog/catalog.feature.js';
import { designRoutes } from '../features/design/design.feature.js';
import { homeRoutes } from '../features/home/home.feature.js';
import { noticesRoutes } from '../features/notices/notices.feature.js';
import { openPeopleRoutes } from '../features/people/people.feature.js';
import { openPlaylistsRoutes, playlistsRoutes } from '../features/playlists/playlists.feature.js';
import { practiceRoutes } from '../features/practice/practice.feature.js';
import { roomsRoutes } from '../features/rooms/rooms.feature.js';
import { afterSettingsRoutes, settingsRoutes } from '../features/settings/settings.feature.js';
import { openTracksRoutes, tracksRoutes } from '../features/tracks/tracks.feature.js';
import { openRoute, rootRoute, sharedRoute, signedInRoute } from '../routing/routes.js';
import type { Session } from '../session/session.js';
import { checkSearches } from './checked-searches.js';
import { Frame } from './frame.js';
import { LazyShell } from './lazy-shell.js';
import { FaultPage, NotFoundPage, PendingPage } from './other-pages.js';
import { Root } from './root.js';
import { Surroundings } from './surroundings.js';

rootRoute.update({ component: Root });
openRoute.update({ component: Frame });
sharedRoute.update({ component: Surroundings });

const routeTree = rootRoute.addChildren([
  openRoute.addChildren([...authRoutes, ...afterSettingsRoutes, ...designRoutes]),
  sharedRoute.addChildren([
    ...openBookingRoutes,
    ...openCatalogRoutes,
    ...openTracksRoutes,
    ...openAlbumsRoutes,
    ...openPeopleRoutes,
    ...openPlaylistsRoutes,
    signedInRoute.addChildren([
      ...homeRoutes,
      ...noticesRoutes,
      ...roomsRoutes,
      ...tracksRoutes,
      ...playlistsRoutes,
      ...bookingRoutes,
      ...catalogRoutes,
      ...practiceRoutes,
      ...adminRoutes,
      ...settingsRoutes,
    ]),
  ]),
]);

checkSearches(routeTree);

export function makeRouter(session: Session) {
  // Beside the request that continues the session, not after it.
  if (session.isExpected()) void LazyShell.preload?.();
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

/** Type test: a link to an unknown page must not compile. One untyped route makes every link untyped. */
true satisfies '/no-such-page' extends LinkProps['to'] ? never : true;
