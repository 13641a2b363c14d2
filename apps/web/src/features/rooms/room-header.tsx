import type { Room } from '@veza/sdk';
import { lazy, Suspense, useState } from 'react';
import { useTranslations } from 'use-intl';
import { BackLink } from '../../ui/back-link.js';
import { SearchIcon } from '../../ui/icons.js';
import { LinkButton } from '../../ui/link-button.js';
import { GoToDay } from './go-to-day.js';
import { PinnedMessages } from './pinned-messages.js';
import styles from './room-header.module.css';
import { useMemberCount } from './use-member-count.js';
import { useOnline } from './use-online.js';
import { useOwnRoom } from './use-own-room.js';

/** Not with the first view: it is opened by a press. */
const RoomDialog = lazy(async () => ({ default: (await import('./room-dialog.js')).RoomDialog }));

/** The name of the room, its people, and the ways around in its messages. */
export function RoomHeader({ roomId, room }: { roomId: string; room: Room | undefined }) {
  const t = useTranslations('rooms');
  const [isOpen, setOpen] = useState(false);
  const online = useOnline(roomId);
  useOwnRoom(roomId);
  useMemberCount(roomId);
  return (
    <header className={styles.header}>
      <BackLink to="/rooms" className={styles.back} aria-label={t('back')} />
      <div className={styles.names}>
        <h1 tabIndex={-1} className={styles.name}>
          {room?.name ?? roomId}
        </h1>
        <p className={styles.people}>
          {room && (
            <button type="button" className={styles.members} onClick={() => setOpen(true)}>
              {t('members', { count: room.member_count })}
            </button>
          )}
          {room && online > 0 && ' · '}
          {online > 0 && <span className={styles.online}>{t('online', { count: online })}</span>}
        </p>
      </div>
      <PinnedMessages roomId={roomId} />
      <LinkButton
        to="/rooms/search"
        search={{ room: roomId }}
        kind="quiet"
        className={styles.icon}
        aria-label={t('search.title')}
      >
        <SearchIcon />
      </LinkButton>
      <GoToDay />
      {isOpen && room && (
        <Suspense>
          <RoomDialog room={room} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </header>
  );
}
