import { onlineManager } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslations } from 'use-intl';
import { classNames } from './class-names.js';
import styles from './skeleton.module.css';

/** A connection that is back within this time is not spoken about. */
const PATIENCE_MS = 1_000;
/** After this time the page says that it waits. */
const SLOW_MS = 2_000;

interface SkeletonProps {
  label: string;
  lines?: number;
  className?: string | undefined;
}

/**
 * Grey bars in the place of what is on its way. A screen reader reads `label` once, and the line of a long wait. Without
 * connection nothing is on its way.
 */
export function Skeleton({ label, lines = 3, className }: SkeletonProps) {
  const t = useTranslations('ui');
  const isOnline = useSyncExternalStore(
    (changed) => onlineManager.subscribe(changed),
    () => onlineManager.isOnline(),
  );
  const isUnavailable = useAfter(PATIENCE_MS, !isOnline);
  const isSlow = useAfter(SLOW_MS, isOnline);
  return (
    <div role="status" className={classNames(styles.skeleton, className)}>
      {isUnavailable ? <p>{t('unavailable')}</p> : <span className={styles.label}>{label}</span>}
      {isSlow && <span>{t('slow')}</span>}
      {!isUnavailable && Array.from({ length: lines }, (_, index) => <span key={index} className={styles.bar} aria-hidden />)}
    </div>
  );
}

/** Whether the condition has held for so long. */
function useAfter(ms: number, condition: boolean): boolean {
  const [hasWaited, setWaited] = useState(false);
  useEffect(() => {
    if (!condition) return;
    const timer = setTimeout(() => setWaited(true), ms);
    return () => {
      clearTimeout(timer);
      setWaited(false);
    };
  }, [ms, condition]);
  return hasWaited && condition;
}
