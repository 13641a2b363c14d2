import type { ReactNode } from 'react';
import styles from './auth-card.module.css';

/** The card of every page of this feature. Its title is the title of the document, too. */
export function AuthCard({ title, text, children }: { title: string; text?: ReactNode; children?: ReactNode }) {
  return (
    <section className={styles.card}>
      <title>{`${title} · Veza`}</title>
      <header>
        <h1 tabIndex={-1} className={styles.title}>
          {title}
        </h1>
        {text !== undefined && <p className={styles.text}>{text}</p>}
      </header>
      {children}
    </section>
  );
}

/** Small lines under a form: other ways, and the way back. */
export function AuthFooter({ children }: { children: ReactNode }) {
  return <div className={styles.footer}>{children}</div>;
}

/** A line with a word in its middle. */
export function Divider({ children }: { children: string }) {
  return <p className={styles.divider}>{children}</p>;
}
