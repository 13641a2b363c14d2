import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { BanMemberBody, Member } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Avatar } from '../../ui/avatar.js';
import { Badge } from '../../ui/badge.js';
import { Button } from '../../ui/button.js';
import { ErrorNote } from '../../ui/error-note.js';
import { MemberRole } from './member-role.js';
import styles from './room-dialog.module.css';

interface MemberEntryProps {
  roomId: string;
  member: Member;
  canModerate: boolean;
  /** Whether the user governs the room, and gives roles. */
  canAppoint: boolean;
  isOwner: boolean;
  onOpen(): void;
}

const SANCTIONS = [
  { kind: 'mute', duration: '1h' },
  { kind: 'kick', duration: '1h' },
  { kind: 'ban', duration: '24h' },
  { kind: 'ban', duration: 'permanent' },
] as const satisfies Omit<BanMemberBody, 'user_id'>[];

/** A member, and for the owner and moderators of the room the ways to moderate. */
export function MemberEntry({ roomId, member, canModerate, canAppoint, isOwner, onOpen }: MemberEntryProps) {
  const { user_id, username, role } = member;
  const t = useTranslations('rooms.room');
  const veza = useVeza();
  const queries = useQueryClient();
  const sanction = useMutation({
    mutationFn: async (body: Omit<BanMemberBody, 'user_id'>) => {
      await veza.banMember({ path: { id: roomId }, body: { ...body, user_id } });
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['members', roomId] }),
        queries.invalidateQueries({ queryKey: ['sanctions', roomId] }),
      ]);
    },
  });
  return (
    <li className={styles.entry}>
      <Avatar name={username} picture={member.avatar} />
      <button type="button" className={styles.name} onClick={onOpen}>
        {username}
      </button>
      {role === 'owner' && <Badge>{t('owner')}</Badge>}
      {role === 'moderator' && <Badge>{t('moderator')}</Badge>}
      {role === 'reader' && <Badge>{t('reader')}</Badge>}
      {canModerate && (
        <details className={styles.moderate}>
          <summary>{t('moderate', { name: username })}</summary>
          {sanction.error && <ErrorNote error={sanction.error} />}
          <div className={styles.buttons}>
            {SANCTIONS.map((body) => (
              <Button
                key={body.kind + body.duration}
                kind={body.kind === 'mute' ? 'plain' : 'danger'}
                busy={sanction.isPending}
                onClick={() => sanction.mutate(body)}
              >
                {t(body.duration === 'permanent' ? 'sanctions.banForever' : `sanctions.${body.kind}`)}
              </Button>
            ))}
          </div>
          {canAppoint && <MemberRole roomId={roomId} member={member} isOwner={isOwner} />}
        </details>
      )}
    </li>
  );
}
