import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Room } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Button } from '../../ui/button.js';
import { Form, textOf } from '../../ui/form.js';
import { Note } from '../../ui/note.js';
import { TextField } from '../../ui/text-field.js';
import { reloadRooms } from './use-rooms.js';

/** The name of a group, which each of its people changes. */
export function GroupName({ room: { id, name } }: { room: Room }) {
  const t = useTranslations('rooms');
  const veza = useVeza();
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: async (wanted: string) => {
      await veza.updateRoom({ path: { id }, body: { name: wanted } });
      await reloadRooms(queries);
    },
  });
  return (
    <Form error={save.error} onSubmit={(form) => save.mutate(textOf(form, 'name').trim())}>
      <TextField label={t('people.group.name')} name="name" defaultValue={name} required maxLength={100} autoComplete="off" />
      {save.isSuccess && <Note>{t('room.saved')}</Note>}
      <Button type="submit" busy={save.isPending}>
        {t('room.save')}
      </Button>
    </Form>
  );
}
