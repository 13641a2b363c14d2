import { Outlet } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { classNames } from '../ui/class-names.js';
import { Logo } from '../ui/logo.js';
import styles from './frame.module.css';
import { LanguageSwitch } from './language-switch.js';

interface FrameProps {
  /** What stands beside the languages. */
  aside?: ReactNode;
  /** For pages of any height, which begin at the top. */
  isTall?: boolean;
  /** In the place of the page of the address. */
  children?: ReactNode;
}

/** Around the pages without a session: the mark, one calm column, the languages. */
export function Frame({ aside, isTall, children = <Outlet /> }: FrameProps) {
  return (
    <div className={styles.frame}>
      <header className={styles.header}>
        <Logo />
        <div className={styles.aside}>
          <LanguageSwitch />
          {aside}
        </div>
      </header>
      <main id="main" className={classNames(styles.main, isTall && styles.isTall)}>
        {children}
      </main>
    </div>
  );
}
