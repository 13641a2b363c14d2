import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Member } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Button } from '../../ui/button.js';
import { ErrorNote } from '../../ui/error-note.js';
import styles from './room-dialog.module.css';

/** Makes a member a moderator of the room, ends that, and, behind a fold with what it means, hands the room over. */
export function MemberRole({ roomId, member: { user_id, username, role } }: { roomId: string; member: Member }) {
  const t = useTranslations('rooms.room');
  const veza = useVeza();
  const queries = useQueryClient();
  const give = useMutation({
    mutationFn: async (wanted: 'owner' | 'moderator' | 'member') => {
      if (wanted === 'owner') await veza.handOverRoom({ path: { id: roomId }, body: { user_id } });
      else await veza.setMemberRole({ path: { id: roomId, userId: user_id }, body: { role: wanted } });
      await queries.invalidateQueries({ queryKey: ['members', roomId] });
    },
  });
  const isMember = role === 'member';
  return (
    <>
      {give.error && <ErrorNote error={give.error} />}
      <Button busy={give.isPending} onClick={() => give.mutate(isMember ? 'moderator' : 'member')}>
        {t(isMember ? 'roles.appoint' : 'roles.dismiss', { name: username })}
      </Button>
      <details className={styles.fold}>
        <summary>{t('roles.handOver', { name: username })}</summary>
        <div>
          <p>{t('roles.handOverMeaning', { name: username })}</p>
          <Button kind="danger" busy={give.isPending} onClick={() => give.mutate('owner')}>
            {t('roles.handOverNow', { name: username })}
          </Button>
        </div>
      </details>
    </>
  );
}
