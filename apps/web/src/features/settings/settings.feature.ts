import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { NavigationEntry } from '../../routing/navigation-entry.js';
import { signedInRoute } from '../../routing/routes.js';
import { SettingsIcon } from '../../ui/icons.js';

export const settingsEntry: NavigationEntry = { to: '/settings', label: 'settings', Icon: SettingsIcon };

export const settingsRoutes = [
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/settings',
    component: lazyRouteComponent(() => import('./settings.page.js'), 'SettingsPage'),
  }),
] as const;
