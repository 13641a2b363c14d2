import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Passkey } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { reloadFactors } from '../../step-up/factors.js';
import { useFresh } from '../../step-up/step-up.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { Form, textOf } from '../../ui/form.js';
import { TextField } from '../../ui/text-field.js';

export function RenamePasskey({ passkey: { id, name }, onClose }: { passkey: Passkey; onClose(): void }) {
  const t = useTranslations('settings.passkeys');
  const veza = useVeza();
  const fresh = useFresh();
  const queries = useQueryClient();
  const rename = useMutation({
    mutationFn: (given: string) => fresh(() => veza.renamePasskey({ path: { id }, body: { name: given } })),
    onSuccess: () => {
      onClose();
      return reloadFactors(queries);
    },
  });
  return (
    <Dialog title={t('renameOf', { name })} onClose={onClose}>
      <Form error={rename.error} onSubmit={(form) => rename.mutate(textOf(form, 'name').trim())}>
        <TextField label={t('name')} name="name" autoComplete="off" defaultValue={name} maxLength={60} required autoFocus />
        <Button kind="primary" type="submit" busy={rename.isPending}>
          {t('save')}
        </Button>
      </Form>
    </Dialog>
  );
}
