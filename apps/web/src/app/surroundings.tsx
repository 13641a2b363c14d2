import { useLocation } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { useSignedIn } from '../session/session-context.js';
import { LinkButton } from '../ui/link-button.js';
import { Frame } from './frame.js';
import { Shell } from './shell.js';

/** Around the pages for everyone: the navigation of a signed-in person, or the way to sign in and back. */
export function Surroundings() {
  return useSignedIn() ? <Shell /> : <Frame isTall aside={<SignInLink />} />;
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
