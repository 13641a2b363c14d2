import { createRoute } from '@tanstack/react-router';
import { featurePage } from '../../routing/feature-page.js';
import { sharedRoute } from '../../routing/routes.js';

export const openAlbumsRoutes = [
  createRoute({
    getParentRoute: () => sharedRoute,
    path: '/albums/$albumId',
    component: featurePage(['albums', 'playlists', 'tracks'], () => import('./album.page.js'), 'AlbumPage'),
  }),
] as const;
