import type { ReactNode } from 'react';
import styles from './badge.module.css';
import { classNames } from './class-names.js';

/** A state in a word or two, such as "private" or "failed". */
export function Badge({ kind, children }: { kind?: 'good' | 'warning' | 'danger'; children: ReactNode }) {
  return <span className={classNames(styles.badge, kind && styles[kind])}>{children}</span>;
}
