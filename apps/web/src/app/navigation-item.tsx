import { Link } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useTranslations } from 'use-intl';
import type { NavigationEntry } from '../routing/navigation-entry.js';
import styles from './shell.module.css';

/** An entry of the main navigation, for those who need it. */
export function NavigationItem({ entry: { to, label, Icon, Count, Only } }: { entry: NavigationEntry }) {
  const t = useTranslations('app.navigation');
  const item = (
    <li>
      <Link to={to} activeOptions={{ exact: to === '/' }} className={styles.entry}>
        <span className={styles.icon}>
          <Icon />
        </span>
        <span className={styles.name}>{t(label)}</span>
        {Count && (
          <span className={styles.count}>
            <Suspense>
              <Count />
            </Suspense>
          </span>
        )}
      </Link>
    </li>
  );
  if (!Only) return item;
  return (
    <Suspense>
      <Only>{item}</Only>
    </Suspense>
  );
}
