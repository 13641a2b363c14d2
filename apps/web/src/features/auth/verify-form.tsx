import type { UseMutationResult } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { useMe } from '../../session/use-me.js';
import { Button } from '../../ui/button.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Form, textOf } from '../../ui/form.js';
import { PasswordField } from '../../ui/password-field.js';
import { Divider } from './auth-card.js';

interface VerifyFormProps {
  account: { username: string; email: string };
  verify: UseMutationResult<unknown, Error, string | undefined>;
  disown: UseMutationResult<unknown, Error, void>;
}

/** The account of the link: confirmed with its session or its password, or ended by a reader who does not know it. */
export function VerifyForm({ account, verify, disown }: VerifyFormProps) {
  const t = useTranslations('auth');
  const { data: me } = useMe();
  const isOwn = me?.username === account.username;
  return (
    <>
      <p>{t.rich('verify.account', { ...account, strong: (text) => <strong>{text}</strong> })}</p>
      <Form error={verify.error} onSubmit={(fields) => verify.mutate(isOwn ? undefined : textOf(fields, 'password'))}>
        {!isOwn && (
          <>
            <input name="username" autoComplete="username" value={account.email} readOnly hidden />
            <PasswordField label={t('verify.password')} name="password" autoComplete="current-password" required />
          </>
        )}
        <Button kind="primary" type="submit" busy={verify.isPending}>
          {t('verify.submit')}
        </Button>
      </Form>
      <Divider>{t('signIn.or')}</Divider>
      <p>{t('verify.notMine')}</p>
      {disown.error && <ErrorNote error={disown.error} />}
      <Button busy={disown.isPending} onClick={() => disown.mutate()}>
        {t('verify.disown')}
      </Button>
    </>
  );
}
