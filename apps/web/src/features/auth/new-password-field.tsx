import { useTranslations } from 'use-intl';
import { PasswordField } from '../../ui/password-field.js';
import type { TextFieldProps } from '../../ui/text-field.js';

export function NewPasswordField({ label, fault }: Pick<TextFieldProps, 'label' | 'fault'>) {
  const t = useTranslations('auth');
  return (
    <PasswordField
      label={label}
      name="password"
      autoComplete="new-password"
      hint={t('signUp.passwordHint')}
      fault={fault}
      minLength={10}
      required
    />
  );
}
