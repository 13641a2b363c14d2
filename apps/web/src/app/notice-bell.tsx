import { Link } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { useLiveNotices, useUnreadNotices } from '../notices/use-notices.js';
import { BellIcon } from '../ui/icons.js';
import styles from './notice-bell.module.css';

const MOST_SHOWN = 99;

/** The way to the one list of notices, with how many are unread. */
export function NoticeBell() {
  const t = useTranslations('app');
  useLiveNotices();
  const unread = useUnreadNotices();
  return (
    <Link to="/notices" className={styles.bell} aria-label={t('notices', { count: unread })}>
      <BellIcon />
      {unread > 0 && (
        <span aria-hidden className={styles.count}>
          {unread > MOST_SHOWN ? `${MOST_SHOWN}+` : unread}
        </span>
      )}
    </Link>
  );
}
