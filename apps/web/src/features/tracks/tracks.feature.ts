import { createRoute } from '@tanstack/react-router';
import { featurePage } from '../../routing/feature-page.js';
import type { NavigationEntry } from '../../routing/navigation-entry.js';
import { sharedRoute, signedInRoute } from '../../routing/routes.js';
import { NoteIcon } from '../../ui/icons.js';
import { readTracksSearch } from './tracks-search.js';

export const tracksEntry: NavigationEntry = { to: '/tracks', label: 'tracks', Icon: NoteIcon };

export const openTracksRoutes = [
  createRoute({
    getParentRoute: () => sharedRoute,
    path: '/tracks/$trackId',
    component: featurePage(
      ['tracks', 'editing', 'comments', 'playlists', 'albums'],
      () => import('./track.page.js'),
      'TrackPage',
    ),
  }),
] as const;

export const tracksRoutes = [
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/tracks',
    component: featurePage(['tracks', 'playlists', 'albums'], () => import('./tracks.page.js'), 'TracksPage'),
    validateSearch: readTracksSearch,
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/albums/new',
    component: featurePage(['tracks', 'albums'], () => import('./new-album.page.js'), 'NewAlbumPage'),
  }),
] as const;
