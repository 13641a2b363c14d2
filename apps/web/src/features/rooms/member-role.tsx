import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Member, SetMemberRoleBody } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Button } from '../../ui/button.js';
import { ErrorNote } from '../../ui/error-note.js';
import { SelectField } from '../../ui/select-field.js';
import styles from './room-dialog.module.css';

type Role = SetMemberRoleBody['role'];

interface MemberRoleProps {
  roomId: string;
  member: Member;
  /** Whether the person owns the room: names moderators, and hands it over. */
  isOwner: boolean;
}

/** Chooses the role of a member and, behind a fold with what it means, hands the room over. */
export function MemberRole({ roomId, member: { user_id, username, role, bot }, isOwner }: MemberRoleProps) {
  const t = useTranslations('rooms.room');
  const veza = useVeza();
  const queries = useQueryClient();
  const give = useMutation({
    mutationFn: async (wanted: 'owner' | Role) => {
      if (wanted === 'owner') await veza.handOverRoom({ path: { id: roomId }, body: { user_id } });
      else await veza.setMemberRole({ path: { id: roomId, userId: user_id }, body: { role: wanted } });
      await queries.invalidateQueries({ queryKey: ['members', roomId] });
    },
  });
  const mayAppoint = isOwner && !bot; // a bot has no power over people
  const roles: readonly Role[] = mayAppoint ? ['moderator', 'member', 'reader'] : ['member', 'reader'];
  return (
    <>
      {give.error && <ErrorNote error={give.error} />}
      <SelectField
        label={t('roles.of', { name: username })}
        options={roles.map((each) => ({ value: each, label: t(`roles.${each}`) }))}
        value={give.isPending ? give.variables : role}
        disabled={give.isPending}
        onChange={({ target }) => {
          const wanted = roles.find((each) => each === target.value);
          if (wanted) give.mutate(wanted);
        }}
      />
      {mayAppoint && (
        <details className={styles.fold}>
          <summary>{t('roles.handOver', { name: username })}</summary>
          <div>
            <p>{t('roles.handOverMeaning', { name: username })}</p>
            <Button kind="danger" busy={give.isPending} onClick={() => give.mutate('owner')}>
              {t('roles.handOverNow', { name: username })}
            </Button>
          </div>
        </details>
      )}
    </>
  );
}
