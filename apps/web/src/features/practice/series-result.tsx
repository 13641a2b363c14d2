import type { AppointmentSeries } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { ZonedTime } from '../../calendar/zoned-time.js';
import { Badge } from '../../ui/badge.js';
import styles from './dialogs.module.css';

/** Which occurrences of a series are booked, and which times were not free. */
export function SeriesResult({ series: { items }, zone }: { series: AppointmentSeries; zone: string }) {
  const t = useTranslations('practice.series');
  const booked = items.filter(({ appointment }) => appointment !== undefined).length;
  return (
    <div className={styles.dialog} role="status">
      <p>{t('booked', { booked, total: items.length })}</p>
      <ul className={styles.list}>
        {items.map(({ startTime, appointment }) => (
          <li key={startTime} className={styles.entry}>
            <span>
              <ZonedTime at={startTime} zone={zone} />
            </span>
            <Badge kind={appointment ? 'good' : 'danger'}>{t(appointment ? 'isBooked' : 'isRefused')}</Badge>
          </li>
        ))}
      </ul>
    </div>
  );
}
