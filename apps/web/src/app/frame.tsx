import { Outlet } from '@tanstack/react-router';
import { Logo } from '../ui/logo.js';
import styles from './frame.module.css';
import { LanguageSwitch } from './language-switch.js';

/** Around the pages for everyone: the mark, one calm column, the languages. */
export function Frame() {
  return (
    <div className={styles.frame}>
      <header className={styles.header}>
        <Logo />
        <LanguageSwitch />
      </header>
      <main id="main" className={styles.main}>
        <Outlet />
      </main>
    </div>
  );
}
