import type { Conversation } from '@veza/sdk';
import { useFormatter, useNow, useTranslations } from 'use-intl';
import styles from './room-header.module.css';

/** Whether a person is there, or when that was. Nothing where it is hidden. */
export function Presence({ conversation: { is_online, last_seen } }: { conversation: Conversation }) {
  const t = useTranslations('rooms.people');
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 });
  if (is_online) return <span className={styles.online}>{t('online')}</span>;
  return last_seen === '' ? null : t('lastSeen', { time: format.relativeTime(new Date(last_seen), now) });
}
