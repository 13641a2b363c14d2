import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { meQuery } from '../../session/use-me.js';
import { Button } from '../../ui/button.js';
import { Form, textOf } from '../../ui/form.js';
import { TextField } from '../../ui/text-field.js';
import { type FaultText, useFaultText } from '../../ui/use-fault-text.js';
import { AuthCard, AuthFooter } from './auth-card.js';
import { EmailField } from './email-field.js';
import { NewPasswordField } from './new-password-field.js';

export function SignUpPage() {
  const t = useTranslations('auth');
  const veza = useVeza();
  const navigate = useNavigate();
  const faults = useFaultText();
  const queries = useQueryClient();
  const signUp = useMutation({
    mutationFn: async (body: { email: string; username: string; password: string }): Promise<void> => {
      await veza.signUp({ body });
      await queries.prefetchQuery(meQuery(veza)); // the next page names the address, and must not jump
      await navigate({ to: '/check-mail', replace: true });
    },
  });
  const fields: FaultText['fields'] = signUp.error ? faults(signUp.error).fields : {};
  return (
    <AuthCard title={t('signUp.title')}>
      <Form
        error={signUp.error}
        onSubmit={(form) =>
          signUp.mutate({
            email: textOf(form, 'email').trim(),
            username: textOf(form, 'username').trim(),
            password: textOf(form, 'password'),
          })
        }
      >
        <TextField
          label={t('username')}
          name="username"
          autoComplete="nickname"
          hint={t('signUp.usernameHint')}
          fault={fields.username}
          minLength={2}
          maxLength={40}
          required
        />
        <EmailField fault={fields.email} />
        <NewPasswordField label={t('password')} fault={fields.password} />
        <Button kind="primary" type="submit" busy={signUp.isPending}>
          {t('signUp.submit')}
        </Button>
      </Form>
      <AuthFooter>
        <p>{t.rich('signUp.known', { link: (text) => <Link to="/sign-in">{text}</Link> })}</p>
      </AuthFooter>
    </AuthCard>
  );
}
