import { createRootRouteWithContext, createRoute, redirect } from '@tanstack/react-router';
import type { Session } from '../session/session.js';

export interface RouterContext {
  session: Session;
}

/** The routes above those of the features. Features hang their pages below `openRoute` or `signedInRoute`. */
export const rootRoute = createRootRouteWithContext<RouterContext>()({
  beforeLoad: async ({ context }): Promise<void> => {
    await context.session.start();
  },
});

/** Pages for everyone: sign-in, sign-up, and those behind the links of mails. */
export const openRoute = createRoute({ getParentRoute: () => rootRoute, id: 'open' });

/** Pages for everyone, which a signed-in person sees within the navigation: a catalogue, or the page of a cabinet. */
export const sharedRoute = createRoute({ getParentRoute: () => rootRoute, id: 'shared' });

/**
 * Pages of a person with a session; others sign in first, and come back. They stand within the same frame as the pages for
 * everyone: music, uploads and the chat go on between them.
 */
export const signedInRoute = createRoute({
  getParentRoute: () => sharedRoute,
  id: 'signed-in',
  beforeLoad: ({ context, location }): void => {
    if (!context.session.isSignedIn()) throw redirect({ to: '/sign-in', search: { next: location.href }, replace: true });
  },
});
