import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Room } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { ErrorNote } from '../../ui/error-note.js';
import { SelectField } from '../../ui/select-field.js';
import { reloadRooms } from './use-rooms.js';

const ROLES = ['member', 'reader'] as const;

/** The role of those who join, which the owner of a room chooses. */
export function JoinRole({ room: { id, default_role } }: { room: Room }) {
  const t = useTranslations('rooms.room');
  const veza = useVeza();
  const queries = useQueryClient();
  const choose = useMutation({
    mutationFn: async (role: (typeof ROLES)[number]) => {
      await veza.updateRoom({ path: { id }, body: { default_role: role } });
      await Promise.all([queries.invalidateQueries({ queryKey: ['members', id] }), reloadRooms(queries)]);
    },
  });
  return (
    <>
      <SelectField
        label={t('joinRole')}
        hint={t('joinRoleHint')}
        options={ROLES.map((each) => ({ value: each, label: t(`roles.${each}`) }))}
        value={choose.isPending ? choose.variables : default_role}
        disabled={choose.isPending}
        onChange={({ target }) => choose.mutate(target.value === 'reader' ? 'reader' : 'member')}
      />
      {choose.error && <ErrorNote error={choose.error} />}
    </>
  );
}
