import { Link, Outlet } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { LiveChat } from '../chat/live-chat.js';
import { Logo } from '../ui/logo.js';
import { ChatBanner } from './chat-banner.js';
import { navigation } from './navigation.js';
import styles from './shell.module.css';

/** Around the pages of a person: the navigation beside them, or below them on a phone. */
export function Shell() {
  const t = useTranslations('app');
  return (
    <LiveChat>
      <div className={styles.shell}>
        <header className={styles.side}>
          <Link to="/" className={styles.home} aria-label={t('home')}>
            <Logo />
          </Link>
          <nav aria-label={t('navigationLabel')} className={styles.navigation}>
            <ul className={styles.entries}>
              {navigation.map(({ to, label, Icon }) => (
                <li key={to}>
                  <Link to={to} className={styles.entry}>
                    <span className={styles.icon}>
                      <Icon />
                    </span>
                    {t(`navigation.${label}`)}
                  </Link>
                </li>
              ))}
            </ul>
          </nav>
        </header>
        <div className={styles.content}>
          <ChatBanner />
          <main id="main" className={styles.main}>
            <Outlet />
          </main>
        </div>
      </div>
    </LiveChat>
  );
}
