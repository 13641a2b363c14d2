import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { CreateRoomBody } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Button } from '../../ui/button.js';
import { CheckField } from '../../ui/check-field.js';
import { Dialog } from '../../ui/dialog.js';
import { Form, textOf } from '../../ui/form.js';
import { TextField } from '../../ui/text-field.js';
import { reloadRooms } from './use-rooms.js';

/** The dialogue of a new room, which is opened then. */
export function CreateRoom({ onClose }: { onClose(): void }) {
  const t = useTranslations('rooms.create');
  const veza = useVeza();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const create = useMutation({
    mutationFn: async (body: CreateRoomBody) => {
      const { data } = await veza.createRoom({ body, idempotencyKey: crypto.randomUUID() });
      await reloadRooms(queries);
      onClose();
      await navigate({ to: '/rooms/$roomId', params: { roomId: data.id } });
    },
  });
  return (
    <Dialog title={t('title')} onClose={onClose}>
      <Form
        error={create.error}
        onSubmit={(form) => {
          const description = textOf(form, 'description').trim();
          create.mutate({
            name: textOf(form, 'name').trim(),
            is_private: form.has('private'),
            ...(form.has('announcements') && { default_role: 'reader' }),
            ...(description !== '' && { description }),
          });
        }}
      >
        <TextField label={t('name')} name="name" required maxLength={100} autoComplete="off" autoFocus />
        <TextField label={t('description')} name="description" maxLength={1_000} autoComplete="off" />
        <CheckField label={t('private')} hint={t('privateHint')} name="private" />
        <CheckField label={t('announcements')} hint={t('announcementsHint')} name="announcements" />
        <Button kind="primary" type="submit" busy={create.isPending}>
          {t('submit')}
        </Button>
      </Form>
    </Dialog>
  );
}
