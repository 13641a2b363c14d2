import { createRoute } from '@tanstack/react-router';
import { featurePage } from '../../routing/feature-page.js';
import { sharedRoute } from '../../routing/routes.js';

const TEXTS = ['people'] as const;

export const openPeopleRoutes = [
  createRoute({
    getParentRoute: () => sharedRoute,
    path: '/people/$name',
    component: featurePage([...TEXTS, 'playlists', 'albums'], () => import('./person.page.js'), 'PersonPage'),
  }),
  createRoute({
    getParentRoute: () => sharedRoute,
    path: '/people/$name/followers',
    component: featurePage(TEXTS, () => import('./followers.page.js'), 'FollowersPage'),
  }),
  createRoute({
    getParentRoute: () => sharedRoute,
    path: '/people/$name/following',
    component: featurePage(TEXTS, () => import('./followers.page.js'), 'FollowingPage'),
  }),
] as const;
