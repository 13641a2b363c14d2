import { createRoute } from '@tanstack/react-router';
import { featurePage } from '../../routing/feature-page.js';
import type { NavigationEntry } from '../../routing/navigation-entry.js';
import { sharedRoute, signedInRoute } from '../../routing/routes.js';
import { BagIcon } from '../../ui/icons.js';
import { productSearch, resourceSearch } from './search.js';

const TEXTS = ['catalog'] as const;
const EDITING_TEXTS = ['catalog', 'editing'] as const;

export const catalogEntry: NavigationEntry = { to: '/products', label: 'catalog', Icon: BagIcon };

export const openCatalogRoutes = [
  createRoute({
    getParentRoute: () => sharedRoute,
    path: '/products',
    validateSearch: productSearch,
    component: featurePage(TEXTS, () => import('./products.page.js'), 'ProductsPage'),
  }),
  createRoute({
    getParentRoute: () => sharedRoute,
    path: '/products/$productId',
    component: featurePage(TEXTS, () => import('./product.page.js'), 'ProductPage'),
  }),
  createRoute({
    getParentRoute: () => sharedRoute,
    path: '/resources',
    validateSearch: resourceSearch,
    component: featurePage(TEXTS, () => import('./resources.page.js'), 'ResourcesPage'),
  }),
  createRoute({
    getParentRoute: () => sharedRoute,
    path: '/resources/$resourceId',
    component: featurePage(TEXTS, () => import('./resource.page.js'), 'ResourcePage'),
  }),
] as const;

export const catalogRoutes = [
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/products/new',
    component: featurePage(TEXTS, () => import('./new-product.page.js'), 'NewProductPage'),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/products/$productId/edit',
    component: featurePage(EDITING_TEXTS, () => import('./edit-product.page.js'), 'EditProductPage'),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/products/$productId/history',
    component: featurePage(TEXTS, () => import('./history.page.js'), 'HistoryPage'),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/products/imports',
    component: featurePage(TEXTS, () => import('./imports.page.js'), 'ImportsPage'),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/resources/new',
    component: featurePage(TEXTS, () => import('./new-resource.page.js'), 'NewResourcePage'),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/resources/$resourceId/edit',
    component: featurePage(EDITING_TEXTS, () => import('./edit-resource.page.js'), 'EditResourcePage'),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/trash',
    component: featurePage(TEXTS, () => import('./trash.page.js'), 'TrashPage'),
  }),
] as const;
