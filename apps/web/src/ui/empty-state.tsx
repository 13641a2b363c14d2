import type { ReactNode } from 'react';
import styles from './empty-state.module.css';

/** In the place of an empty list: what belongs here, and what to do. */
export function EmptyState({ icon, title, children }: { icon?: ReactNode; title: string; children?: ReactNode }) {
  return (
    <div className={styles.empty}>
      {icon !== undefined && (
        <span className={styles.icon} aria-hidden>
          {icon}
        </span>
      )}
      <h2 className={styles.title}>{title}</h2>
      {children}
    </div>
  );
}
