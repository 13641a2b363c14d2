import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Room } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { forgetRoom } from '../../chat/joined-rooms.js';
import { useChat } from '../../chat/live-chat.js';
import { useVeza } from '../../session/session-context.js';
import { Button } from '../../ui/button.js';
import { ErrorNote } from '../../ui/error-note.js';
import { BackIcon } from '../../ui/icons.js';
import { LinkButton } from '../../ui/link-button.js';
import styles from './room-header.module.css';
import { useOnline } from './use-online.js';
import { reloadRooms } from './use-rooms.js';

/** The name of the room, its people, and the way out. */
export function RoomHeader({ roomId, room }: { roomId: string; room: Room | undefined }) {
  const t = useTranslations('rooms');
  const veza = useVeza();
  const chat = useChat();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const online = useOnline(roomId);
  const leave = useMutation({
    mutationFn: async () => {
      await veza.leaveRoom({ path: { id: roomId } });
      forgetRoom(chat, roomId);
      await reloadRooms(queries);
      await navigate({ to: '/rooms' });
    },
  });
  return (
    <header className={styles.header}>
      <LinkButton to="/rooms" kind="quiet" className={styles.back} aria-label={t('browse.back')}>
        <BackIcon />
      </LinkButton>
      <div className={styles.names}>
        <h1 tabIndex={-1} className={styles.name}>
          {room?.name ?? roomId}
        </h1>
        <p className={styles.people}>
          {room && t('members', { count: room.member_count })}
          {room && online > 0 && ' · '}
          {online > 0 && <span className={styles.online}>{t('online', { count: online })}</span>}
        </p>
      </div>
      <Button kind="quiet" busy={leave.isPending} onClick={() => leave.mutate()}>
        {t('leave')}
      </Button>
      {leave.error && <ErrorNote error={leave.error} />}
    </header>
  );
}
