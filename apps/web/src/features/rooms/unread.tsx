import { useTranslations } from 'use-intl';
import styles from './unread.module.css';

/** How much is unread in a place; nothing without any. */
export function Unread({ count }: { count: number }) {
  const t = useTranslations('rooms');
  if (count === 0) return null;
  return (
    <span className={styles.unread}>
      <span aria-hidden>{count > 99 ? '99+' : count}</span>
      <span className="visually-hidden">{t('unread', { count })}</span>
    </span>
  );
}
