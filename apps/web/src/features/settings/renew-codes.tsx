import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { reloadFactors } from '../../step-up/factors.js';
import { RecoveryCodes } from '../../step-up/recovery-codes.js';
import { Dialog } from '../../ui/dialog.js';
import { PasswordDialog } from './password-dialog.js';

export function RenewCodes({ onClose }: { onClose(): void }) {
  const t = useTranslations('settings.factors');
  const veza = useVeza();
  const queries = useQueryClient();
  const [codes, setCodes] = useState<readonly string[]>();
  const renew = async (password: string): Promise<void> => {
    setCodes((await veza.renewRecoveryCodes({ body: { password } })).data.recovery_codes);
    await reloadFactors(queries);
  };
  if (!codes)
    return <PasswordDialog title={t('renew.title')} text={t('renew.text')} kind="primary" onSubmit={renew} onClose={onClose} />;
  return (
    <Dialog title={t('codes')} onClose={onClose}>
      <RecoveryCodes codes={codes} onKept={onClose} />
    </Dialog>
  );
}
