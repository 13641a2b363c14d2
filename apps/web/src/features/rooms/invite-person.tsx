import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FoundUser } from '@veza/sdk';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Button } from '../../ui/button.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Note } from '../../ui/note.js';
import { PeopleSearch } from './people-search.js';
import styles from './room-dialog.module.css';
import { reloadRooms } from './use-rooms.js';

/** Adds a person to a room, who is a member at once. */
export function InvitePerson({ roomId }: { roomId: string }) {
  const t = useTranslations('rooms.room');
  const veza = useVeza();
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const invite = useMutation({
    mutationFn: async ({ id, username }: FoundUser) => {
      await veza.inviteMember({ path: { id: roomId }, body: { user_id: id }, idempotencyKey: crypto.randomUUID() });
      setOpen(false);
      await Promise.all([queries.invalidateQueries({ queryKey: ['members', roomId] }), reloadRooms(queries)]);
      return username;
    },
  });
  return (
    <div className={styles.list}>
      {invite.data !== undefined && <Note>{t('invited', { name: invite.data })}</Note>}
      {invite.error && <ErrorNote error={invite.error} />}
      {isOpen ? (
        <PeopleSearch busy={invite.isPending} onChoose={(person) => invite.mutate(person)} />
      ) : (
        <Button onClick={() => setOpen(true)}>{t('invite')}</Button>
      )}
    </div>
  );
}
