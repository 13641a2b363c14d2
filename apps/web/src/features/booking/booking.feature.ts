import { createRoute } from '@tanstack/react-router';
import { featurePage } from '../../routing/feature-page.js';
import type { NavigationEntry } from '../../routing/navigation-entry.js';
import { sharedRoute, signedInRoute } from '../../routing/routes.js';
import { CalendarIcon } from '../../ui/icons.js';
import { changedOf, chosenOf, soughtOf, wantedOf, weekOf } from './search.js';

const TEXTS = ['booking', 'calendar'] as const;

export const bookingEntry: NavigationEntry = { to: '/appointments', label: 'appointments', Icon: CalendarIcon };

export const openBookingRoutes = [
  createRoute({
    getParentRoute: () => sharedRoute,
    path: '/book',
    validateSearch: soughtOf,
    component: featurePage(TEXTS, () => import('./find.page.js'), 'FindPage'),
  }),
  createRoute({
    getParentRoute: () => sharedRoute,
    path: '/book/$cabinet',
    validateSearch: wantedOf,
    component: featurePage(TEXTS, () => import('./cabinet.page.js'), 'CabinetPage'),
  }),
  createRoute({
    getParentRoute: () => sharedRoute,
    path: '/book/$cabinet/wait',
    validateSearch: wantedOf,
    component: featurePage(TEXTS, () => import('./wait.page.js'), 'WaitPage'),
  }),
  createRoute({
    getParentRoute: () => sharedRoute,
    path: '/book/$cabinet/confirm',
    validateSearch: chosenOf,
    component: featurePage(TEXTS, () => import('./confirm.page.js'), 'ConfirmPage'),
  }),
] as const;

export const bookingRoutes = [
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/appointments',
    validateSearch: changedOf,
    component: featurePage(TEXTS, () => import('./appointments.page.js'), 'AppointmentsPage'),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: '/appointments/$appointmentId/move',
    validateSearch: weekOf,
    component: featurePage(TEXTS, () => import('./move.page.js'), 'MovePage'),
  }),
] as const;
