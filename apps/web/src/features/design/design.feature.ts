import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { openRoute } from '../../routing/routes.js';

/** For the people who build the client: no page leads here, and it shows nothing of the platform. */
export const designRoutes = [
  createRoute({
    getParentRoute: () => openRoute,
    path: '/design',
    component: lazyRouteComponent(() => import('./design.page.js'), 'DesignPage'),
  }),
] as const;
