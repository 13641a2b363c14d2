import { useFormatter, useTranslations } from 'use-intl';
import { StarIcon } from '../../ui/icons.js';
import styles from './stars.module.css';

/** The mean of all ratings. */
export function Stars({ rating, count }: { rating: number; count: number }) {
  const t = useTranslations('catalog.rating');
  const format = useFormatter();
  return (
    <span className={styles.stars}>
      <span className={styles.icon}>
        <StarIcon />
      </span>
      {t('mean', { rating: format.number(rating, { maximumFractionDigits: 1 }), count })}
    </span>
  );
}
