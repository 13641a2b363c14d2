import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Button } from '../../ui/button.js';
import { Form, textOf } from '../../ui/form.js';
import { AuthCard, AuthFooter } from './auth-card.js';
import { EmailField } from './email-field.js';

/** The page is the same whether or not the account exists. */
export function ForgotPasswordPage() {
  const t = useTranslations('auth');
  const veza = useVeza();
  const request = useMutation({
    mutationFn: async (email: string) => {
      await veza.forgotPassword({ body: { email } });
      return email;
    },
  });
  const back = (
    <AuthFooter>
      <Link to="/sign-in">{t('forgot.back')}</Link>
    </AuthFooter>
  );
  if (request.isSuccess)
    return (
      <AuthCard title={t('forgot.doneTitle')} text={t('forgot.done', { email: request.data })}>
        {back}
      </AuthCard>
    );
  return (
    <AuthCard title={t('forgot.title')} text={t('forgot.text')}>
      <Form error={request.error} onSubmit={(form) => request.mutate(textOf(form, 'email').trim())}>
        <EmailField />
        <Button kind="primary" type="submit" busy={request.isPending}>
          {t('forgot.submit')}
        </Button>
      </Form>
      {back}
    </AuthCard>
  );
}
