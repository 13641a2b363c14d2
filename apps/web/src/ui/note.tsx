import type { ReactNode } from 'react';
import styles from './note.module.css';

/** A sentence that a person should notice, such as the end of a piece of work. Screen readers read it when it appears. */
export function Note({ children }: { children: ReactNode }) {
  return (
    <p role="status" className={styles.note}>
      {children}
    </p>
  );
}
