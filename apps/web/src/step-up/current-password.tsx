import { VezaError } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { PasswordField } from '../ui/password-field.js';

const isWrongPassword = (error: unknown): boolean => error instanceof VezaError && error.code === 'INVALID_CREDENTIALS';

/** The password of the account, which some calls take. A wrong one is a fault of this field. */
export function CurrentPassword({ error, autoFocus }: { error: unknown; autoFocus?: boolean }) {
  const t = useTranslations('stepUp');
  return (
    <PasswordField
      label={t('password')}
      name="currentPassword"
      autoComplete="current-password"
      fault={isWrongPassword(error) ? t('wrongPassword') : undefined}
      autoFocus={autoFocus}
      required
    />
  );
}

/** The error of a form with the current password, without that which its field shows. */
export const formError = (error: unknown): unknown => (isWrongPassword(error) ? undefined : error);
