import { Link } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { passkeysExist } from '../../session/passkey.js';
import { useSession } from '../../session/session-context.js';
import { ProofError } from '../../step-up/proof-error.js';
import { Button } from '../../ui/button.js';
import { Form, textOf } from '../../ui/form.js';
import { KeyIcon, MailIcon } from '../../ui/icons.js';
import { LinkButton } from '../../ui/link-button.js';
import { Note } from '../../ui/note.js';
import { PasswordField } from '../../ui/password-field.js';
import { AuthCard, AuthFooter, Divider } from './auth-card.js';
import { EmailField } from './email-field.js';
import { ProviderButtons } from './provider-buttons.js';
import type { useSignIn } from './use-sign-in.js';
import type { SignInSearch } from './sign-in-search.js';

/** Address and password, or a passkey alone. */
export function FirstStep({ attempt }: Pick<ReturnType<typeof useSignIn>, 'attempt'>) {
  const t = useTranslations('auth');
  const { wasEnded } = useSession();
  const busy = (kind: string) => attempt.isPending && attempt.variables.kind === kind;
  return (
    <AuthCard title={t('signIn.title')}>
      {wasEnded() && attempt.isIdle && <Note>{t('signIn.ended')}</Note>}
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
      <Divider>{t('signIn.or')}</Divider>
      {passkeysExist() && (
        <Button busy={busy('passkey')} onClick={() => attempt.mutate({ kind: 'passkey' })}>
          <KeyIcon />
          {t('signIn.passkey')}
        </Button>
      )}
      <ProviderButtons />
      <LinkButton to="/sign-in" search={(search: SignInSearch): SignInSearch => ({ ...search, by: 'mail' })}>
        <MailIcon />
        {t('signIn.mailed')}
      </LinkButton>
      <AuthFooter>
        <Link to="/forgot-password">{t('signIn.forgot')}</Link>
        <p>{t.rich('signIn.new', { link: (text) => <Link to="/sign-up">{text}</Link> })}</p>
      </AuthFooter>
    </AuthCard>
  );
}
