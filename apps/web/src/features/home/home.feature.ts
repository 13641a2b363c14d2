import { createRoute } from '@tanstack/react-router';
import { featurePage } from '../../routing/feature-page.js';
import type { NavigationEntry } from '../../routing/navigation-entry.js';
import { signedInRoute } from '../../routing/routes.js';
import { HomeIcon } from '../../ui/icons.js';

const TEXTS = ['home'] as const;

export const homeEntry: NavigationEntry = { to: '/', label: 'home', Icon: HomeIcon };

/** The first one is where a person lands after sign-in. */
export const homeRoutes = [
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/',
    component: featurePage(TEXTS, () => import('./home.page.js'), 'HomePage'),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/feed',
    component: featurePage(TEXTS, () => import('./publications.page.js'), 'FeedPage'),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/new',
    component: featurePage(TEXTS, () => import('./publications.page.js'), 'NewPage'),
  }),
] as const;
