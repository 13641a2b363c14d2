import { Link, Outlet } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslations } from 'use-intl';
import { LiveChat } from '../chat/live-chat.js';
import { UploadsProvider, useUploadsState } from '../features/tracks/uploads-context.js';
import { textStore } from '../i18n/texts.js';
import { MusicPlayer } from '../player/player-context.js';
import { PlayerBar } from '../player/player-bar.js';
import type { NavigationEntry } from '../routing/navigation-entry.js';
import { useMe } from '../session/use-me.js';
import { Logo } from '../ui/logo.js';
import { ChatBanner } from './chat-banner.js';
import { navigation } from './navigation.js';
import { NavigationItem } from './navigation-item.js';
import { NoticeBell } from './notice-bell.js';
import { NewVersion } from './new-version.js';
import styles from './shell.module.css';

/** After the page itself: no first view waits for it. */
const PaletteOpener = lazy(async () => ({ default: (await import('../palette/palette-opener.js')).PaletteOpener }));
const UploadPanel = lazy(async () => {
  const [{ UploadPanel: panel }] = await Promise.all([import('../features/tracks/upload-panel.js'), textStore.need(['tracks'])]);
  return { default: panel };
});

/** Around the pages of a person: the navigation beside them, or below them on a phone. */
export function Shell() {
  const t = useTranslations('app');
  const { data: me } = useMe();
  const isFor = ({ roles }: NavigationEntry) => roles === undefined || (me !== undefined && roles.includes(me.role));
  return (
    <LiveChat>
      <MusicPlayer>
        <UploadsProvider>
          <div className={styles.shell}>
            <header className={styles.side}>
              <div className={styles.top}>
                <Link to="/" className={styles.home} aria-label={t('home')}>
                  <Logo />
                </Link>
                <div className={styles.tools}>
                  <Suspense>
                    <PaletteOpener navigation={navigation} />
                  </Suspense>
                  <NoticeBell />
                </div>
              </div>
              <nav aria-label={t('navigationLabel')} className={styles.navigation}>
                <ul className={styles.entries}>
                  {navigation.filter(isFor).map((entry) => (
                    <NavigationItem key={entry.to} entry={entry} />
                  ))}
                </ul>
              </nav>
            </header>
            <div className={styles.content}>
              <ChatBanner />
              <NewVersion />
              <main id="main" className={styles.main}>
                <Outlet />
              </main>
            </div>
            <div className={styles.player}>
              <Uploading />
              <PlayerBar />
            </div>
          </div>
        </UploadsProvider>
      </MusicPlayer>
    </LiveChat>
  );
}

/** Nothing of the panel is loaded before the first upload. */
function Uploading() {
  const { uploads, unfinished } = useUploadsState();
  if (uploads.length === 0 && unfinished.length === 0) return null;
  return (
    <Suspense>
      <UploadPanel />
    </Suspense>
  );
}
