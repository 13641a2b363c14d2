import type { Thread } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import styles from './thread-link.module.css';

/** The way from a message to the thread that it began, with what is unread there. */
export function ThreadLink({ thread, onOpen }: { thread: Thread; onOpen(messageId: number): void }) {
  const t = useTranslations('talk.thread');
  const { message_id, reply_count, unread_count } = thread;
  return (
    <button type="button" className={styles.link} onClick={() => onOpen(message_id)}>
      {t('replies', { count: reply_count })}{' '}
      {unread_count > 0 && <strong className={styles.unread}>{t('unread', { count: unread_count })}</strong>}
    </button>
  );
}
