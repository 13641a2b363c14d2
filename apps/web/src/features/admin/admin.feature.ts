import { createRoute } from '@tanstack/react-router';
import { featurePage } from '../../routing/feature-page.js';
import type { NavigationEntry } from '../../routing/navigation-entry.js';
import { signedInRoute } from '../../routing/routes.js';
import { ShieldIcon } from '../../ui/icons.js';

const TEXTS = ['admin'] as const;

export const adminEntry: NavigationEntry = { to: '/admin', label: 'admin', Icon: ShieldIcon, roles: ['moderator', 'admin'] };

export const adminRoutes = [
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/admin',
    component: featurePage(TEXTS, () => import('./reports.page.js'), 'ReportsPage'),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/admin/people',
    component: featurePage(TEXTS, () => import('./people.page.js'), 'PeoplePage'),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/admin/people/$userId',
    component: featurePage(TEXTS, () => import('./person.page.js'), 'PersonPage'),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/admin/audit',
    component: featurePage(TEXTS, () => import('./audit.page.js'), 'AuditPage'),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/admin/guessing',
    component: featurePage(TEXTS, () => import('./guessing.page.js'), 'GuessingPage'),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/admin/transcodings',
    component: featurePage(TEXTS, () => import('./transcodings.page.js'), 'TranscodingsPage'),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/admin/cabinets',
    component: featurePage(TEXTS, () => import('./cabinets.page.js'), 'CabinetsPage'),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/admin/cabinets/$cabinetId',
    component: featurePage(TEXTS, () => import('./cabinet.page.js'), 'CabinetPage'),
  }),
] as const;
