import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from './button.js';
import styles from './password-field.module.css';
import { TextField, type TextFieldProps } from './text-field.js';

/** A password that can be made visible, which prevents more faults than a second field. No length cuts what is pasted. */
export function PasswordField(props: TextFieldProps) {
  const t = useTranslations('ui');
  const [visible, setVisible] = useState(false);
  return (
    <div className={styles.field}>
      <TextField {...props} type={visible ? 'text' : 'password'} autoCapitalize="none" spellCheck={false} />
      <Button kind="quiet" className={styles.toggle} aria-pressed={visible} onClick={() => setVisible(!visible)}>
        {visible ? t('hidePassword') : t('showPassword')}
      </Button>
    </div>
  );
}
