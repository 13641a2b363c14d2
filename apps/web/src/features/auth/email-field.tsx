import { useTranslations } from 'use-intl';
import { TextField, type TextFieldProps } from '../../ui/text-field.js';

/** The address of an account. Password managers take it for the user name. */
export function EmailField(props: Omit<TextFieldProps, 'label'>) {
  const t = useTranslations('auth');
  return <TextField label={t('email')} name="email" type="email" autoComplete="username" required maxLength={254} {...props} />;
}
