import { classNames } from './class-names.js';
import styles from './skeleton.module.css';

/** Grey bars in the place of what is on its way. A screen reader reads `label` once. */
export function Skeleton({ label, lines = 3, className }: { label: string; lines?: number; className?: string | undefined }) {
  return (
    <div role="status" className={classNames(styles.skeleton, className)}>
      <span className={styles.label}>{label}</span>
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} className={styles.bar} aria-hidden />
      ))}
    </div>
  );
}
