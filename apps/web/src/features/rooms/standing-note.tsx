import { useFormatter, useTranslations } from 'use-intl';
import { Button } from '../../ui/button.js';
import styles from './place-view.module.css';
import type { Standing } from './use-standing.js';

interface StandingNoteProps {
  standing: Standing;
  /** Joins again; undefined where an invitation is needed. */
  onJoin: (() => void) | undefined;
}

/** Stands in the place of the field while the person cannot write, with the reason. */
export function StandingNote({ standing: { kind, until, reason }, onJoin }: StandingNoteProps) {
  const t = useTranslations('rooms.standing');
  const format = useFormatter();
  const text = () => {
    if (kind === 'removed' || kind === 'lifted' || kind === 'reader') return t(kind);
    if (until === undefined) return t(`${kind}Forever`);
    return t(kind, { time: format.dateTime(until, { dateStyle: 'medium', timeStyle: 'short' }) });
  };
  return (
    <div className={styles.closed} role="status">
      <p>
        {text()} {reason && t('reason', { reason })}
      </p>
      {onJoin && <Button onClick={onJoin}>{t('join')}</Button>}
    </div>
  );
}
