import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { classNames } from './class-names.js';
import styles from './skeleton.module.css';

/** After this time the page says that it waits. */
const SLOW_MS = 2_000;

/** Grey bars in the place of what is on its way. A screen reader reads `label` once, and the line of a long wait. */
export function Skeleton({ label, lines = 3, className }: { label: string; lines?: number; className?: string | undefined }) {
  const t = useTranslations('ui');
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div role="status" className={classNames(styles.skeleton, className)}>
      <span className={styles.label}>{label}</span>
      {isSlow && <span>{t('slow')}</span>}
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} className={styles.bar} aria-hidden />
      ))}
    </div>
  );
}
