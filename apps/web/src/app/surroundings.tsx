import { useLocation, useMatches } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { MusicPlayer } from '../player/player-context.js';
import { PlayerBar } from '../player/player-bar.js';
import { signedInRoute } from '../routing/routes.js';
import { useSignedIn } from '../session/session-context.js';
import { LinkButton } from '../ui/link-button.js';
import { Frame } from './frame.js';
import { Shell } from './shell.js';
import styles from './surroundings.module.css';

/**
 * Around all pages but those without a session: the navigation of a signed-in person, or the way to sign in and back. At
 * the end of a session its page stays within the navigation until it is left.
 */
export function Surroundings() {
  const isSignedIn = useSignedIn();
  const isInside = useMatches({ select: (matches) => matches.some(({ routeId }) => routeId === signedInRoute.id) });
  if (isSignedIn || isInside) return <Shell />;
  return (
    <MusicPlayer>
      <Frame isTall aside={<SignInLink />} />
      <div className={styles.player}>
        <PlayerBar />
      </div>
    </MusicPlayer>
  );
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
