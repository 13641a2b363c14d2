import { createRoute, redirect } from '@tanstack/react-router';
import { featurePage } from '../../routing/feature-page.js';
import { openRoute } from '../../routing/routes.js';
import { signInSearch } from './sign-in-search.js';

const TEXTS = ['auth'] as const;

/** The token of a mailed link. Numbers are possible, because the router reads values as JSON. */
const withToken = (search: Record<string, unknown>): { token: string } => ({ token: String(search.token ?? '') });

export const authRoutes = [
  createRoute({
    getParentRoute: () => openRoute,
    path: '/sign-in',
    validateSearch: signInSearch,
    beforeLoad: ({ context, search, cause }): void => {
      // A sign-in that ends here leads on by itself, maybe after it has shown something.
      if (cause !== 'stay' && context.session.isSignedIn()) throw redirect({ href: search.next ?? '/', replace: true });
    },
    component: featurePage(TEXTS, () => import('./sign-in.page.js'), 'SignInPage'),
  }),
  createRoute({
    getParentRoute: () => openRoute,
    path: '/sign-up',
    component: featurePage(TEXTS, () => import('./sign-up.page.js'), 'SignUpPage'),
  }),
  createRoute({
    getParentRoute: () => openRoute,
    path: '/check-mail',
    component: featurePage(TEXTS, () => import('./check-mail.page.js'), 'CheckMailPage'),
  }),
  createRoute({
    getParentRoute: () => openRoute,
    path: '/forgot-password',
    component: featurePage(TEXTS, () => import('./forgot-password.page.js'), 'ForgotPasswordPage'),
  }),
  createRoute({
    getParentRoute: () => openRoute,
    path: '/verify-email',
    validateSearch: withToken,
    component: featurePage(TEXTS, () => import('./verify-email.page.js'), 'VerifyEmailPage'),
  }),
  createRoute({
    getParentRoute: () => openRoute,
    path: '/reset-password',
    validateSearch: withToken,
    component: featurePage(TEXTS, () => import('./reset-password.page.js'), 'ResetPasswordPage'),
  }),
] as const;
