import { Link } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { Button } from '../../ui/button.js';
import { Form, textOf } from '../../ui/form.js';
import { KeyIcon } from '../../ui/icons.js';
import { PasswordField } from '../../ui/password-field.js';
import { AuthCard, AuthFooter, Divider } from './auth-card.js';
import { EmailField } from './email-field.js';
import { passkeysExist } from './passkey.js';
import { ProofError } from './proof-error.js';
import type { useSignIn } from './use-sign-in.js';

/** Address and password, or a passkey alone. */
export function FirstStep({ attempt }: Pick<ReturnType<typeof useSignIn>, 'attempt'>) {
  const t = useTranslations('auth');
  const busy = (kind: string) => attempt.isPending && attempt.variables.kind === kind;
  return (
    <AuthCard title={t('signIn.title')}>
      <ProofError error={attempt.error} />
      <Form
        onSubmit={(fields) =>
          attempt.mutate({ kind: 'password', email: textOf(fields, 'email'), password: textOf(fields, 'password') })
        }
      >
        <EmailField autoComplete="username webauthn" />
        <PasswordField label={t('password')} name="password" autoComplete="current-password" required />
        <Button kind="primary" type="submit" busy={busy('password')}>
          {t('signIn.submit')}
        </Button>
      </Form>
      {passkeysExist() && (
        <>
          <Divider>{t('signIn.or')}</Divider>
          <Button busy={busy('passkey')} onClick={() => attempt.mutate({ kind: 'passkey' })}>
            <KeyIcon />
            {t('signIn.passkey')}
          </Button>
        </>
      )}
      <AuthFooter>
        <Link to="/forgot-password">{t('signIn.forgot')}</Link>
        <p>{t.rich('signIn.new', { link: (text) => <Link to="/sign-up">{text}</Link> })}</p>
      </AuthFooter>
    </AuthCard>
  );
}
