import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Room } from '@veza/sdk';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Button } from '../../ui/button.js';
import { Form, textOf } from '../../ui/form.js';
import { Note } from '../../ui/note.js';
import { TextAreaField } from '../../ui/text-area-field.js';
import { TextField } from '../../ui/text-field.js';
import styles from './room-dialog.module.css';
import { reloadRooms } from './use-rooms.js';

/** Name and description of a room, behind a fold. Its members see a change at once. */
export function EditRoom({ room: { id, name, description } }: { room: Room }) {
  const t = useTranslations('rooms');
  const veza = useVeza();
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const save = useMutation({
    mutationFn: async (body: { name: string; description: string | null }) => {
      await veza.updateRoom({ path: { id }, body });
      await reloadRooms(queries);
    },
  });
  return (
    <details className={styles.fold} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('room.edit')}</summary>
      {isOpen && (
        <Form
          error={save.error}
          onSubmit={(form) =>
            save.mutate({ name: textOf(form, 'name').trim(), description: textOf(form, 'description').trim() || null })
          }
        >
          <TextField label={t('create.name')} name="name" defaultValue={name} required maxLength={100} autoComplete="off" />
          <TextAreaField
            label={t('create.description')}
            name="description"
            defaultValue={description ?? ''}
            maxLength={1_000}
            rows={3}
          />
          {save.isSuccess && <Note>{t('room.saved')}</Note>}
          <Button type="submit" busy={save.isPending}>
            {t('room.save')}
          </Button>
        </Form>
      )}
    </details>
  );
}
