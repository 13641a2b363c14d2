import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { openRoute } from '../../routing/routes.js';

/** `next` is the page to which a person comes back after sign-in: a path of this client, and no other address. */
const withNext = (search: Record<string, unknown>): { next?: string } =>
  typeof search.next === 'string' && /^\/(?![/\\])/.test(search.next) ? { next: search.next } : {};

/** The token of a mailed link. Numbers are possible, because the router reads values as JSON. */
const withToken = (search: Record<string, unknown>): { token: string } => ({ token: String(search.token ?? '') });

export const authRoutes = [
  createRoute({
    getParentRoute: () => openRoute,
    path: '/sign-in',
    validateSearch: withNext,
    beforeLoad: ({ context, search }): void => {
      if (context.session.isSignedIn()) throw redirect({ href: search.next ?? '/', replace: true });
    },
    component: lazyRouteComponent(() => import('./sign-in.page.js'), 'SignInPage'),
  }),
  createRoute({
    getParentRoute: () => openRoute,
    path: '/sign-up',
    component: lazyRouteComponent(() => import('./sign-up.page.js'), 'SignUpPage'),
  }),
  createRoute({
    getParentRoute: () => openRoute,
    path: '/check-mail',
    component: lazyRouteComponent(() => import('./check-mail.page.js'), 'CheckMailPage'),
  }),
  createRoute({
    getParentRoute: () => openRoute,
    path: '/forgot-password',
    component: lazyRouteComponent(() => import('./forgot-password.page.js'), 'ForgotPasswordPage'),
  }),
  createRoute({
    getParentRoute: () => openRoute,
    path: '/verify-email',
    validateSearch: withToken,
    component: lazyRouteComponent(() => import('./verify-email.page.js'), 'VerifyEmailPage'),
  }),
  createRoute({
    getParentRoute: () => openRoute,
    path: '/reset-password',
    validateSearch: withToken,
    component: lazyRouteComponent(() => import('./reset-password.page.js'), 'ResetPasswordPage'),
  }),
] as const;
