import { Outlet, useLocation } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { classNames } from '../../ui/class-names.js';
import { BookmarkIcon, SearchIcon } from '../../ui/icons.js';
import { IconLink } from '../../ui/icon-link.js';
import { PeopleList } from './people-list.js';
import { RoomList } from './room-list.js';
import styles from './rooms.page.module.css';

/** The own rooms and the people beside the open conversation. A phone shows one of the two. */
export function RoomsPage() {
  const t = useTranslations('rooms');
  const isPage = useLocation().pathname.replace(/\/$/, '') === '/rooms';
  return (
    <div className={classNames(styles.rooms, !isPage && styles.isOpen)}>
      <div className={styles.list}>
        {isPage && <title>{`${t('inbox')} · Veza`}</title>}
        <header className={styles.header}>
          {isPage ? (
            <h1 tabIndex={-1} className={styles.title}>
              {t('inbox')}
            </h1>
          ) : (
            <p className={styles.title}>{t('inbox')}</p>
          )}
          <IconLink to="/rooms/search" label={t('search.title')}>
            <SearchIcon />
          </IconLink>
          <IconLink to="/rooms/saved" label={t('saved.title')}>
            <BookmarkIcon />
          </IconLink>
        </header>
        <RoomList />
        <PeopleList />
      </div>
      <div className={styles.room}>
        <Outlet />
      </div>
    </div>
  );
}
