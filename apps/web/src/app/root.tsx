import { Outlet, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslations } from 'use-intl';
import styles from './root.module.css';

/** Around every page: the link over the navigation, and the focus on the heading of each new page. */
export function Root() {
  const t = useTranslations('app');
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe('onRendered', ({ fromLocation, pathChanged }) => {
        if (fromLocation && pathChanged) focusHeading();
      }),
    [router],
  );
  return (
    <>
      <a className={styles.skip} href="#main">
        {t('skip')}
      </a>
      <Outlet />
    </>
  );
}

/** Without this, a screen reader and the tab key stay at the link that has led here. A page may focus a field by itself. */
function focusHeading(): void {
  const main = document.getElementById('main');
  if (main && !main.contains(document.activeElement)) main.querySelector('h1')?.focus();
}
