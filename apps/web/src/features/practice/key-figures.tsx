import type { AnalyticsOverview } from '@veza/sdk';
import { useFormatter, useTranslations } from 'use-intl';
import styles from './figures.page.module.css';

/** The numbers of the whole range. A rate of nothing is a dash. */
export function KeyFigures({ figures }: { figures: AnalyticsOverview }) {
  const t = useTranslations('practice.figures');
  const format = useFormatter();
  const rate = (share: number | null) =>
    share === null ? '–' : format.number(share, { style: 'percent', maximumFractionDigits: 1 });
  const hours = (minutes: number) => format.number(minutes / 60, { style: 'unit', unit: 'hour', maximumFractionDigits: 0 });
  const { total, bookedMinutes, offeredMinutes, fillRate, noShowRate, cancellationRate, leadTimeHours } = figures;
  const shown: readonly [string, string][] = [
    [t('appointments'), format.number(total)],
    [t('booked'), hours(bookedMinutes)],
    [t('offered'), hours(offeredMinutes)],
    [t('fillRate'), rate(fillRate)],
    [t('noShowRate'), rate(noShowRate)],
    [t('cancellationRate'), rate(cancellationRate)],
    [t('leadTime'), leadTimeHours === null ? '–' : t('days', { count: Math.round(leadTimeHours / 24) })],
  ];
  return (
    <dl className={styles.figures}>
      {shown.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
