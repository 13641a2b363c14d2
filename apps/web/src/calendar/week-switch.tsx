import { useFormatter, useTranslations } from 'use-intl';
import { IconButton } from '../ui/button.js';
import { BackIcon, ForwardIcon } from '../ui/icons.js';
import { addDays, noonOf } from './dates.js';
import styles from './week-switch.module.css';

interface WeekSwitchProps {
  first: string;
  last: string;
  /** Before this date there is nothing to see. */
  earliest?: string;
  /** Days from one view to the next one. */
  step?: number;
  onChange(first: string): void;
}

/** The dates in sight, between the ways to earlier and later ones. */
export function WeekSwitch({ first, last, earliest, step = 7, onChange }: WeekSwitchProps) {
  const t = useTranslations('calendar');
  const format = useFormatter();
  const day = (date: string, weekday?: 'long') =>
    format.dateTime(noonOf(date), { day: 'numeric', month: weekday ?? 'short', timeZone: 'UTC', ...(weekday && { weekday }) });
  const before = addDays(first, -step);
  return (
    <div className={styles.switch}>
      <IconButton
        label={t('earlier')}
        disabled={earliest !== undefined && first <= earliest}
        onClick={() => onChange(earliest !== undefined && before < earliest ? earliest : before)}
      >
        <BackIcon />
      </IconButton>
      <p className={styles.dates} aria-live="polite">
        {first === last ? day(first, 'long') : t('week', { from: day(first), to: day(last) })}
      </p>
      <IconButton label={t('later')} onClick={() => onChange(addDays(first, step))}>
        <ForwardIcon />
      </IconButton>
    </div>
  );
}
