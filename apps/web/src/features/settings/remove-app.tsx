import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { reloadFactors } from '../../step-up/factors.js';
import { PasswordDialog } from './password-dialog.js';

export function RemoveApp({ onClose }: { onClose(): void }) {
  const t = useTranslations('settings.factors.remove');
  const veza = useVeza();
  const queries = useQueryClient();
  const remove = async (password: string): Promise<void> => {
    await veza.removeTotp({ body: { password } });
    onClose();
    await reloadFactors(queries);
  };
  return <PasswordDialog title={t('title')} text={t('text')} kind="danger" onSubmit={remove} onClose={onClose} />;
}
