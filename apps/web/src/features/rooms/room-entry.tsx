import { Link } from '@tanstack/react-router';
import type { Room } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { shownUnread } from '../../chat/shown-unread.js';
import styles from './place-list.module.css';
import { Unread } from './unread.js';

/** A room or a group in a list of the own ones. */
export function RoomEntry({ room }: { room: Room }) {
  const t = useTranslations('rooms');
  const { last_message: last } = room;
  return (
    <li>
      <Link to="/rooms/$roomId" params={{ roomId: room.id }} className={styles.entry}>
        <span className={styles.name}>{room.name}</span>
        <Unread count={shownUnread(room)} />
        <span className={styles.last}>{last && last.content !== '' ? `${last.username}: ${last.content}` : t('noMessages')}</span>
      </Link>
    </li>
  );
}
