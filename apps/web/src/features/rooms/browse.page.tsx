import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { Room } from '@veza/sdk';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { joinOnce } from '../../chat/joined-rooms.js';
import { useChat } from '../../chat/live-chat.js';
import { BackLink } from '../../ui/back-link.js';
import { Button } from '../../ui/button.js';
import { EmptyState } from '../../ui/empty-state.js';
import { ErrorNote } from '../../ui/error-note.js';
import { SearchIcon } from '../../ui/icons.js';
import { LoadMore } from '../../ui/load-more.js';
import { Page } from '../../ui/page.js';
import { Skeleton } from '../../ui/skeleton.js';
import { TextField } from '../../ui/text-field.js';
import styles from './browse.page.module.css';
import { roomsOf, useRoomDirectory } from './use-room-directory.js';
import { reloadRooms } from './use-rooms.js';

/** The public rooms, those with most members first, searched as one types. */
export function BrowsePage() {
  const t = useTranslations('rooms');
  const [wanted, setWanted] = useState('');
  const directory = useRoomDirectory(wanted);
  const { data, error, isPending, isFetchNextPageError, refetch } = directory;
  const found = roomsOf(data?.pages ?? []);
  return (
    <Page title={t('browse.title')} width="narrow" back={<BackLink to="/rooms">{t('browse.back')}</BackLink>}>
      <TextField
        label={t('browse.search')}
        type="search"
        value={wanted}
        maxLength={100}
        onChange={(event) => setWanted(event.target.value)}
      />
      {isPending && <Skeleton label={t('loading')} lines={5} />}
      {error && !isFetchNextPageError && <ErrorNote error={error} retry={() => void refetch()} />}
      <p role="status" className="visually-hidden">
        {data && t('browse.found', { count: found.length })}
      </p>
      {data && found.length === 0 && (
        <EmptyState icon={<SearchIcon />} title={t('browse.nothing')}>
          <p>{t('browse.nothingHint')}</p>
        </EmptyState>
      )}
      <ul className={styles.list}>
        {found.map((room) => (
          <Entry key={room.id} room={room} />
        ))}
      </ul>
      <LoadMore pages={directory} />
    </Page>
  );
}

function Entry({ room }: { room: Room }) {
  const t = useTranslations('rooms');
  const chat = useChat();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const join = useMutation({
    mutationFn: async () => {
      await joinOnce(chat, room.id);
      await reloadRooms(queries);
      await navigate({ to: '/rooms/$roomId', params: { roomId: room.id } });
    },
  });
  return (
    <li className={styles.entry}>
      <div>
        <h2 className={styles.name}>{room.name}</h2>
        {room.description && <p>{room.description}</p>}
        <p className={styles.members}>{t('members', { count: room.member_count })}</p>
        {join.error && <ErrorNote error={join.error} />}
      </div>
      {room.is_member ? (
        <Link to="/rooms/$roomId" params={{ roomId: room.id }} aria-label={t('browse.openRoom', { name: room.name })}>
          {t('browse.open')}
        </Link>
      ) : (
        <Button busy={join.isPending} onClick={() => join.mutate()} aria-label={t('browse.joinRoom', { name: room.name })}>
          {t('browse.join')}
        </Button>
      )}
    </li>
  );
}
