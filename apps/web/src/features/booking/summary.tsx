import { useTranslations } from 'use-intl';
import { ZonedTime } from '../../calendar/zoned-time.js';
import styles from './summary.module.css';

interface SummaryProps {
  what: string;
  at: string;
  minutes: number;
  zone: string;
  practitioner: string | undefined;
  cabinet: string;
}

/** What, when, with whom and where, in three lines. */
export function Summary({ what, at, minutes, zone, practitioner, cabinet }: SummaryProps) {
  const t = useTranslations('booking');
  return (
    <div className={styles.summary}>
      <p className={styles.when}>{Number.isNaN(Date.parse(at)) ? at : <ZonedTime at={at} zone={zone} />}</p>
      <p>
        {what} · {t('minutes', { count: minutes })}
      </p>
      <p className={styles.where}>{practitioner === undefined ? cabinet : t('withAt', { practitioner, cabinet })}</p>
    </div>
  );
}
