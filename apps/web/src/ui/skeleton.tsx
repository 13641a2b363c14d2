import { onlineManager } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslations } from 'use-intl';
import { classNames } from './class-names.js';
import styles from './skeleton.module.css';

/** A connection that is back within this time is not spoken about. */
const PATIENCE_MS = 1_000;

interface SkeletonProps {
  label: string;
  lines?: number;
  className?: string | undefined;
}

/** Grey bars in the place of what is on its way. A screen reader reads `label` once. Without connection nothing is on its way. */
export function Skeleton({ label, lines = 3, className }: SkeletonProps) {
  const t = useTranslations('ui');
  const isUnavailable = useUnavailable();
  return (
    <div role="status" className={classNames(styles.skeleton, className)}>
      {isUnavailable ? <p>{t('unavailable')}</p> : <span className={styles.label}>{label}</span>}
      {!isUnavailable && Array.from({ length: lines }, (_, index) => <span key={index} className={styles.bar} aria-hidden />)}
    </div>
  );
}

/** Whether there has been no connection for a moment. */
function useUnavailable(): boolean {
  const isOnline = useSyncExternalStore(
    (changed) => onlineManager.subscribe(changed),
    () => onlineManager.isOnline(),
  );
  const [hasWaited, setWaited] = useState(false);
  useEffect(() => {
    if (isOnline) return;
    const timer = setTimeout(() => setWaited(true), PATIENCE_MS);
    return () => {
      clearTimeout(timer);
      setWaited(false);
    };
  }, [isOnline]);
  return hasWaited && !isOnline;
}
