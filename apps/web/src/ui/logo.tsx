import styles from './logo.module.css';

/** The mark, two linked rings, with the name. */
export function Logo() {
  return (
    <span className={styles.logo}>
      <svg viewBox="0 0 40 28" width="1.6em" height="1.1em" fill="none" strokeWidth="5" strokeLinecap="round" aria-hidden>
        <circle cx="14" cy="14" r="10" stroke="var(--accent)" />
        <path d="M26 4a10 10 0 1 1-7.1 17.1M26 4a10 10 0 0 0-7.1 2.9" stroke="var(--sun)" />
      </svg>
      Veza
    </span>
  );
}
