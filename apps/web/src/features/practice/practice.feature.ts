import { createRoute } from '@tanstack/react-router';
import { lazy } from 'react';
import type { NavigationEntry } from '../../routing/navigation-entry.js';
import { featurePage } from '../../routing/feature-page.js';
import { signedInRoute } from '../../routing/routes.js';
import { CabinetIcon } from '../../ui/icons.js';
import { cabinetSearch, calendarSearch, figuresSearch, hoursSearch, patientSearch } from './search.js';

/** With the frame of signed-in people, not with every first page. */
const ForStaff = lazy(async () => ({ default: (await import('./for-staff.js')).ForStaff }));

export const practiceEntry: NavigationEntry = { to: '/practice', label: 'practice', Icon: CabinetIcon, Only: ForStaff };

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
    path: '/practice/patients/$patientId',
    validateSearch: cabinetSearch,
    component: featurePage(TEXTS, () => import('./patient.page.js'), 'PatientPage'),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/practice/waiting',
    validateSearch: cabinetSearch,
    component: featurePage(TEXTS, () => import('./waiting.page.js'), 'WaitingPage'),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/practice/displaced',
    validateSearch: cabinetSearch,
    component: featurePage(TEXTS, () => import('./displaced.page.js'), 'DisplacedPage'),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/practice/free',
    validateSearch: calendarSearch,
    component: featurePage(TEXTS, () => import('./free.page.js'), 'FreePage'),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/practice/figures',
    validateSearch: figuresSearch,
    component: featurePage(TEXTS, () => import('./figures.page.js'), 'FiguresPage'),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/practice/notices',
    validateSearch: cabinetSearch,
    component: featurePage(TEXTS, () => import('./notices.page.js'), 'NoticesPage'),
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
