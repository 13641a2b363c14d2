import type { Room } from '@veza/sdk';
import { lazy, Suspense, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useChat } from '../../chat/live-chat.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Skeleton } from '../../ui/skeleton.js';
import { DeleteRoom } from './delete-room.js';
import { EditRoom } from './edit-room.js';
import { GroupName } from './group-name.js';
import { InvitePerson } from './invite-person.js';
import { JoinRole } from './join-role.js';
import { MemberEntry } from './member-entry.js';
import { MOST_PEOPLE } from './new-group.js';
import { PersonCard } from './person-card.js';
import { RoomNotifications } from './room-notifications.js';
import styles from './room-dialog.module.css';
import { SanctionList } from './sanction-list.js';
import { SlowMode } from './slow-mode.js';
import { useEndOfRoom } from './use-end-of-room.js';
import { useMembers } from './use-mentions.js';

/** With the drawing of QR codes. */
const InviteLinks = lazy(async () => ({ default: (await import('./invite-links.js')).InviteLinks }));

const BELOW_MODERATORS = new Set(['member', 'reader']);

/** The people of a room, and what its owner and its moderators can do. */
export function RoomDialog({ room, onClose }: { room: Room; onClose(): void }) {
  const t = useTranslations('rooms.room');
  const { user } = useChat();
  const { data, error, isPending, refetch } = useMembers(room.id);
  const [opened, open] = useState<number>();
  const leave = useEndOfRoom(room.id, 'leaveRoom');
  const own = data?.find(({ user_id }) => user_id === user?.userId)?.role;
  const isOwner = own === 'owner';
  const governs = isOwner || own === 'moderator';
  const isOpenGroup = room.is_group && room.member_count < MOST_PEOPLE;
  const mayInvite = room.is_member && (governs || !room.is_private || isOpenGroup);
  return (
    <Dialog title={room.name} onClose={onClose}>
      <div className={styles.parts}>
        {room.description && <p>{room.description}</p>}
        {room.is_member && <RoomNotifications room={room} />}
        {room.is_group && room.is_member && <GroupName room={room} />}
        {isOwner && <EditRoom room={room} />}
        {isOwner && <JoinRole room={room} />}
        {governs && <SlowMode room={room} />}
        {mayInvite && <InvitePerson roomId={room.id} />}
        {governs && (
          <Suspense fallback={<div className={styles.coming} />}>
            <InviteLinks roomId={room.id} />
          </Suspense>
        )}
        <h3>{t('members')}</h3>
        {isPending && <Skeleton label={t('loading')} />}
        {error && <ErrorNote error={error} retry={() => void refetch()} />}
        <ul className={styles.list}>
          {data?.map((member) => (
            <MemberEntry
              key={member.user_id}
              roomId={room.id}
              member={member}
              canModerate={member.user_id !== user?.userId && (isOwner || (governs && BELOW_MODERATORS.has(member.role)))}
              canAppoint={governs}
              isOwner={isOwner}
              onOpen={() => open(member.user_id)}
            />
          ))}
        </ul>
        {governs && <SanctionList roomId={room.id} />}
        {room.is_member && (
          <Button busy={leave.isPending} onClick={() => leave.mutate()}>
            {t(room.is_group ? 'leaveGroup' : 'leave')}
          </Button>
        )}
        {leave.error && <ErrorNote error={leave.error} />}
        {isOwner && <DeleteRoom room={room} />}
      </div>
      {opened !== undefined && <PersonCard userId={opened} onClose={() => open(undefined)} />}
    </Dialog>
  );
}
