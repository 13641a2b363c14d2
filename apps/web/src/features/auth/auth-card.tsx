import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { BagIcon, CalendarIcon, NoteIcon, RoomsIcon } from '../../ui/icons.js';
import { LinkButton } from '../../ui/link-button.js';
import styles from './auth-card.module.css';

/** The card of every page of this feature. Its title is the title of the document, too. */
export function AuthCard({ title, text, children }: { title: string; text?: ReactNode; children?: ReactNode }) {
  return (
    <div className={styles.beside}>
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
      <Welcome />
    </div>
  );
}

const POINTS = [
  { point: 'talk', Icon: RoomsIcon },
  { point: 'listen', Icon: NoteIcon },
  { point: 'find', Icon: BagIcon },
  { point: 'book', Icon: CalendarIcon },
] as const;

/** What this place is, for those who come for the first time. A phone has room for the card only. */
function Welcome() {
  const t = useTranslations('auth.welcome');
  return (
    <aside className={styles.welcome} aria-label={t('label')}>
      <p className={styles.claim}>{t('claim')}</p>
      <ul className={styles.points}>
        {POINTS.map(({ point, Icon }) => (
          <li key={point} className={styles.point}>
            <span className={styles.icon} aria-hidden>
              <Icon />
            </span>
            <span>{t.rich(point, { b: (text) => <strong>{text}</strong> })}</span>
          </li>
        ))}
      </ul>
      <p className={styles.ways}>
        <LinkButton to="/products">{t('market')}</LinkButton>
        <LinkButton to="/book">{t('cabinets')}</LinkButton>
      </p>
    </aside>
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
