import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { AuthenticatorSecret } from '../../step-up/authenticator-secret.js';
import { CurrentPassword, formError } from '../../step-up/current-password.js';
import { reloadFactors } from '../../step-up/factors.js';
import { RecoveryCodes } from '../../step-up/recovery-codes.js';
import { useFresh } from '../../step-up/step-up.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { Form, textOf } from '../../ui/form.js';

/** Password, then the secret with its first code, then the recovery codes. */
export function AddApp({ onClose }: { onClose(): void }) {
  const t = useTranslations('settings.factors');
  const veza = useVeza();
  const fresh = useFresh();
  const queries = useQueryClient();
  const begin = useMutation({
    mutationFn: async (password: string) => (await fresh(() => veza.enrolTotp({ body: { password } }))).data,
  });
  const confirm = useMutation({
    mutationFn: async (code: string) => (await veza.confirmTotp({ body: { code } })).data.recovery_codes,
  });
  const end = () => {
    onClose();
    if (confirm.data) void reloadFactors(queries);
  };
  if (confirm.data)
    return (
      <Dialog title={t('codes')} onClose={end}>
        <RecoveryCodes codes={confirm.data} onKept={end} />
      </Dialog>
    );
  if (begin.data)
    return (
      <Dialog title={t('add')} onClose={end}>
        <Form error={confirm.error} onSubmit={(form) => confirm.mutate(textOf(form, 'code').replace(/\s/g, ''))}>
          <AuthenticatorSecret enrolment={begin.data} />
          <Button kind="primary" type="submit" busy={confirm.isPending}>
            {t('confirm')}
          </Button>
        </Form>
      </Dialog>
    );
  return (
    <Dialog title={t('add')} onClose={end}>
      <Form error={formError(begin.error)} onSubmit={(form) => begin.mutate(textOf(form, 'currentPassword'))}>
        <p>{t('addText')}</p>
        <CurrentPassword error={begin.error} autoFocus />
        <Button kind="primary" type="submit" busy={begin.isPending}>
          {t('next')}
        </Button>
      </Form>
    </Dialog>
  );
}
