import { createRoute } from '@tanstack/react-router';
import { featurePage } from '../../routing/feature-page.js';
import type { NavigationEntry } from '../../routing/navigation-entry.js';
import { openRoute, signedInRoute } from '../../routing/routes.js';
import { SettingsIcon } from '../../ui/icons.js';

const TEXTS = ['settings'] as const;

export const settingsEntry: NavigationEntry = { to: '/settings', label: 'settings', Icon: SettingsIcon };

export const settingsRoutes = [
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/settings',
    component: featurePage(TEXTS, () => import('./settings.page.js'), 'SettingsPage'),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/settings/access',
    component: featurePage(TEXTS, () => import('./access.page.js'), 'AccessPage'),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/settings/devices',
    component: featurePage(TEXTS, () => import('./devices.page.js'), 'DevicesPage'),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/settings/programs',
    component: featurePage(TEXTS, () => import('./programs.page.js'), 'ProgramsPage'),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/settings/programs/$botId',
    component: featurePage(TEXTS, () => import('./bot.page.js'), 'BotPage'),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/settings/webhooks',
    component: featurePage(TEXTS, () => import('./webhooks.page.js'), 'WebhooksPage'),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/settings/webhooks/$webhookId',
    component: featurePage(TEXTS, () => import('./webhook.page.js'), 'WebhookPage'),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/settings/notices',
    component: featurePage(TEXTS, () => import('./notices.page.js'), 'NoticesPage'),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/settings/data',
    component: featurePage(TEXTS, () => import('./data.page.js'), 'DataPage'),
  }),
] as const;

/** Pages without a session. */
export const afterSettingsRoutes = [
  createRoute({
    getParentRoute: () => openRoute,
    path: '/account-deleted',
    component: featurePage(TEXTS, () => import('./account-deleted.page.js'), 'AccountDeletedPage'),
  }),
] as const;
