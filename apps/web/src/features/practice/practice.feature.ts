import { createRoute } from '@tanstack/react-router';
import { featurePage } from '../../routing/feature-page.js';
import { signedInRoute } from '../../routing/routes.js';
import { cabinetSearch, calendarSearch, hoursSearch, patientSearch } from './search.js';

const TEXTS = ['practice', 'booking', 'calendar'] as const;

export const practiceRoutes = [
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/practice',
    validateSearch: calendarSearch,
    component: featurePage(TEXTS, () => import('./practice.page.js'), 'PracticePage'),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/practice/patients',
    validateSearch: patientSearch,
    component: featurePage(TEXTS, () => import('./patients.page.js'), 'PatientsPage'),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/practice/waiting',
    validateSearch: cabinetSearch,
    component: featurePage(TEXTS, () => import('./waiting.page.js'), 'WaitingPage'),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/practice/hours',
    validateSearch: hoursSearch,
    component: featurePage(TEXTS, () => import('./hours.page.js'), 'HoursPage'),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/practice/settings',
    validateSearch: cabinetSearch,
    component: featurePage(TEXTS, () => import('./settings.page.js'), 'SettingsPage'),
  }),
] as const;
