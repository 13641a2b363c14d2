import { useTranslations } from 'use-intl';
import { Page } from '../../ui/page.js';
import { Appointments } from './appointments.js';
import { CommunityPart } from './community-part.js';
import { FeedPart } from './feed-part.js';
import styles from './home.page.module.css';
import { RecentPlays } from './recent-plays.js';
import { UnreadPart } from './unread-part.js';

/** Where a person lands after sign-in. Each part is read by itself: one that is away hides no other. */
export function HomePage() {
  const t = useTranslations('home');
  return (
    <Page title={t('title')}>
      <div className={styles.parts}>
        <FeedPart />
        <UnreadPart />
        <RecentPlays />
        <CommunityPart />
        <Appointments />
      </div>
    </Page>
  );
}
