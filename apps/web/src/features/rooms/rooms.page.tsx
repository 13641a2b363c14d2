import { Outlet, useLocation } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { classNames } from '../../ui/class-names.js';
import { BookmarkIcon, SearchIcon } from '../../ui/icons.js';
import { LinkButton } from '../../ui/link-button.js';
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
        {isPage && (
          <h1 tabIndex={-1} className={styles.title}>
            {t('inbox')}
          </h1>
        )}
        <LinkButton to="/rooms/search" className={styles.search}>
          <SearchIcon />
          {t('search.title')}
        </LinkButton>
        <LinkButton to="/rooms/saved" className={styles.search}>
          <BookmarkIcon />
          {t('saved.title')}
        </LinkButton>
        <RoomList />
        <PeopleList />
      </div>
      <div className={styles.room}>
        <Outlet />
      </div>
    </div>
  );
}
