import type { ReactNode } from 'react';
import { classNames } from './class-names.js';
import styles from './page.module.css';

interface PageProps {
  title: string;
  /** The way to the page above this one, over the title. */
  back?: ReactNode;
  /** What stands beside the title, such as the main action. */
  aside?: ReactNode;
  /** `narrow` is for forms and texts. */
  width?: 'narrow' | 'wide';
  children: ReactNode;
}

/** A page with its title in the document and as its heading, which has the focus after a change of page. */
export function Page({ title, back, aside, width = 'wide', children }: PageProps) {
  return (
    <div className={classNames(styles.page, styles[width])}>
      <title>{`${title} · Veza`}</title>
      <header className={styles.header}>
        {back && <div className={styles.back}>{back}</div>}
        <h1 tabIndex={-1} className={styles.title}>
          {title}
        </h1>
        {aside}
      </header>
      {children}
    </div>
  );
}
