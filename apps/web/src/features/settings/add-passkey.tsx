import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { makePasskey } from '../../session/passkey.js';
import { useVeza } from '../../session/session-context.js';
import { reloadFactors } from '../../step-up/factors.js';
import { ProofError } from '../../step-up/proof-error.js';
import { RecoveryCodes } from '../../step-up/recovery-codes.js';
import { useFresh } from '../../step-up/step-up.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { Form, textOf } from '../../ui/form.js';
import { TextField } from '../../ui/text-field.js';
import { useDeviceName } from './use-device-name.js';

/** A name, then the dialogue of the browser; after the first factor of the account, its recovery codes. */
export function AddPasskey({ onClose }: { onClose(): void }) {
  const t = useTranslations('settings.passkeys');
  const veza = useVeza();
  const fresh = useFresh();
  const queries = useQueryClient();
  const deviceName = useDeviceName();
  const add = useMutation({
    mutationFn: async (name: string): Promise<readonly string[]> => {
      const { data: options } = await fresh(() => veza.createPasskeyOptions());
      const credential = await makePasskey(options);
      const { data } = await veza.addPasskey({ body: { name, credential } });
      if (data.recovery_codes.length === 0) end();
      return data.recovery_codes;
    },
  });
  const end = () => {
    onClose();
    void reloadFactors(queries);
  };
  if (add.data && add.data.length > 0)
    return (
      <Dialog title={t('codes')} onClose={end}>
        <RecoveryCodes codes={add.data} onKept={end} />
      </Dialog>
    );
  return (
    <Dialog title={t('add')} onClose={onClose}>
      <Form onSubmit={(form) => add.mutate(textOf(form, 'name').trim())}>
        <ProofError error={add.error} />
        <p>{t('addText')}</p>
        <TextField
          label={t('name')}
          hint={t('nameHint')}
          name="name"
          autoComplete="off"
          defaultValue={deviceName(navigator.userAgent)}
          maxLength={60}
          required
          autoFocus
        />
        <Button kind="primary" type="submit" busy={add.isPending}>
          {t('next')}
        </Button>
      </Form>
    </Dialog>
  );
}
