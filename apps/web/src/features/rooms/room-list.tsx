import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button, IconButton } from '../../ui/button.js';
import { EmptyState } from '../../ui/empty-state.js';
import { ErrorNote } from '../../ui/error-note.js';
import { PlusIcon, RoomsIcon } from '../../ui/icons.js';
import { LinkButton } from '../../ui/link-button.js';
import { Skeleton } from '../../ui/skeleton.js';
import { CreateRoom } from './create-room.js';
import styles from './place-list.module.css';
import { RoomEntry } from './room-entry.js';
import { ownRooms, useRooms } from './use-rooms.js';

/** The own rooms with what is unread in them. */
export function RoomList() {
  const t = useTranslations('rooms');
  const { data, error, isPending, refetch } = useRooms();
  const [creating, setCreating] = useState(false);
  const rooms = ownRooms(data ?? []).filter(({ is_group }) => !is_group);
  return (
    <section aria-labelledby="rooms-title" className={styles.section}>
      <header className={styles.header}>
        <h2 id="rooms-title" className={styles.title}>
          {t('title')}
        </h2>
        <IconButton label={t('create.title')} onClick={() => setCreating(true)}>
          <PlusIcon />
        </IconButton>
      </header>
      <LinkButton to="/rooms/browse" className={styles.browse}>
        <RoomsIcon />
        {t('browse.title')}
      </LinkButton>
      {isPending && <Skeleton label={t('loading')} lines={5} />}
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      {data && rooms.length === 0 && (
        <EmptyState icon={<RoomsIcon />} title={t('empty.title')}>
          <p>{t('empty.text')}</p>
          <Button kind="primary" onClick={() => setCreating(true)}>
            {t('create.title')}
          </Button>
        </EmptyState>
      )}
      <ul className={styles.list}>
        {rooms.map((room) => (
          <RoomEntry key={room.id} room={room} />
        ))}
      </ul>
      {creating && <CreateRoom onClose={() => setCreating(false)} />}
    </section>
  );
}
