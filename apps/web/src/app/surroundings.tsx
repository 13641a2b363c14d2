import { useLocation, useMatches } from '@tanstack/react-router';
import { lazy, useState } from 'react';
import { useTranslations } from 'use-intl';
import { signedInRoute } from '../routing/routes.js';
import { useSignedIn } from '../session/session-context.js';
import { LinkButton } from '../ui/link-button.js';
import { Frame } from './frame.js';
import { LazyShell } from './lazy-shell.js';

/** Pages for everyone with something to hear. */
const HAS_MUSIC = /^\/(tracks|albums|playlists|people)\//;

const LazyMusic = lazy(async () => ({ default: (await import('./visitor-music.js')).VisitorMusic }));

/**
 * Around all pages but those without a session: the navigation of a signed-in person, or the way to sign in and back. At
 * the end of a session its page stays within the navigation until it is left.
 */
export function Surroundings() {
  const isSignedIn = useSignedIn();
  const isInside = useMatches({ select: (matches) => matches.some(({ routeId }) => routeId === signedInRoute.id) });
  if (isSignedIn || isInside) return <LazyShell />;
  return <Visit />;
}

/** Music is loaded with the first page that plays it, and goes on over the others. */
function Visit() {
  const { pathname } = useLocation();
  const [hasMusic, setMusic] = useState(false);
  const needsMusic = hasMusic || HAS_MUSIC.test(pathname);
  if (needsMusic && !hasMusic) setMusic(true);
  const frame = <Frame isTall aside={<SignInLink />} />;
  return needsMusic ? <LazyMusic>{frame}</LazyMusic> : frame;
}

function SignInLink() {
  const t = useTranslations('app');
  const { href } = useLocation();
  return (
    <LinkButton to="/sign-in" search={{ next: href }}>
      {t('signIn')}
    </LinkButton>
  );
}
