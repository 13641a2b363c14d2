import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { CreateBotBody } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { useFresh } from '../../step-up/step-up.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { Form, textOf } from '../../ui/form.js';
import { TextField } from '../../ui/text-field.js';
import { botsQuery } from './bots.js';

/** The names of a new bot. */
export function CreateBot({ onClose }: { onClose(): void }) {
  const t = useTranslations('settings.bots');
  const veza = useVeza();
  const fresh = useFresh();
  const queries = useQueryClient();
  const create = useMutation({
    mutationFn: (body: CreateBotBody) => fresh(() => veza.createBot({ body })),
    onSuccess: async () => {
      await queries.invalidateQueries(botsQuery(veza));
      onClose();
    },
  });
  const submit = (form: FormData) => {
    const name = textOf(form, 'name').trim();
    create.mutate({ username: textOf(form, 'username').trim(), ...(name !== '' && { first_name: name }) });
  };
  return (
    <Dialog title={t('create')} onClose={onClose}>
      <Form error={create.error} onSubmit={submit}>
        <TextField
          label={t('username')}
          hint={t('usernameHint')}
          name="username"
          minLength={2}
          maxLength={40}
          autoComplete="off"
          autoCapitalize="none"
          required
          autoFocus
        />
        <TextField label={t('name')} name="name" maxLength={100} autoComplete="off" />
        <Button kind="primary" type="submit" busy={create.isPending}>
          {t('create')}
        </Button>
      </Form>
    </Dialog>
  );
}
