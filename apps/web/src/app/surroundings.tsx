import { useLocation } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { MusicPlayer } from '../player/player-context.js';
import { PlayerBar } from '../player/player-bar.js';
import { useSignedIn } from '../session/session-context.js';
import { LinkButton } from '../ui/link-button.js';
import { Frame } from './frame.js';
import { Shell } from './shell.js';
import styles from './surroundings.module.css';

/** Around the pages for everyone: the navigation of a signed-in person, or the way to sign in and back. */
export function Surroundings() {
  if (useSignedIn()) return <Shell />;
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
