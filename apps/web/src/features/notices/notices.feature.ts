import { createRoute } from '@tanstack/react-router';
import { featurePage } from '../../routing/feature-page.js';
import { signedInRoute } from '../../routing/routes.js';

export const noticesRoutes = [
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/notices',
    component: featurePage(['notices'], () => import('./notices.page.js'), 'NoticesPage'),
  }),
] as const;
