import { Outlet, useLocation } from '@tanstack/react-router';
import { classNames } from '../../ui/class-names.js';
import { RoomList } from './room-list.js';
import styles from './rooms.page.module.css';

/** The own rooms beside the open one. A phone shows one of the two. */
export function RoomsPage() {
  const isPage = useLocation().pathname === '/rooms';
  return (
    <div className={classNames(styles.rooms, !isPage && styles.isOpen)}>
      <div className={styles.list}>
        <RoomList isPage={isPage} />
      </div>
      <div className={styles.room}>
        <Outlet />
      </div>
    </div>
  );
}
