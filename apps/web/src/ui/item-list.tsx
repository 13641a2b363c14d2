import type { ReactNode } from 'react';
import { Actions } from './actions.js';
import styles from './item-list.module.css';

/** A list of things with a name each, a few facts, and what can be done with them. */
export function ItemList({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul aria-label={label} className={styles.list}>
      {children}
    </ul>
  );
}

interface ItemProps {
  /** In front of the title. */
  picture?: ReactNode;
  title: ReactNode;
  /** Beside the title, such as badges. */
  aside?: ReactNode;
  actions?: ReactNode;
  children?: ReactNode;
}

export function Item({ picture, title, aside, actions, children }: ItemProps) {
  return (
    <li className={styles.item}>
      {picture}
      <div className={styles.text}>
        <p className={styles.title}>
          <strong>{title}</strong> {aside}
        </p>
        {children}
      </div>
      {actions !== undefined && <Actions>{actions}</Actions>}
    </li>
  );
}
