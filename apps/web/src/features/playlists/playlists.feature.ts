import { createRoute } from '@tanstack/react-router';
import { featurePage } from '../../routing/feature-page.js';
import { sharedRoute, signedInRoute } from '../../routing/routes.js';

export const openPlaylistsRoutes = [
  createRoute({
    getParentRoute: () => sharedRoute,
    path: '/playlists/$playlistId',
    component: featurePage(['playlists'], () => import('./playlist.page.js'), 'PlaylistPage'),
  }),
] as const;

export const playlistsRoutes = [
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/playlists',
    component: featurePage(['playlists'], () => import('./playlists.page.js'), 'PlaylistsPage'),
  }),
] as const;
