import { useMutation } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Button } from '../../ui/button.js';
import { Form, textOf } from '../../ui/form.js';
import { LinkButton } from '../../ui/link-button.js';
import { Note } from '../../ui/note.js';
import { useFaultText } from '../../ui/use-fault-text.js';
import { AuthCard } from './auth-card.js';
import { NewPasswordField } from './new-password-field.js';

const route = getRouteApi('/open/reset-password');

/** Behind the link of a mail: a new password. */
export function ResetPasswordPage() {
  const t = useTranslations('auth');
  const { token } = route.useSearch();
  const veza = useVeza();
  const faults = useFaultText();
  const reset = useMutation({ mutationFn: (password: string) => veza.resetPassword({ body: { token, password } }) });
  if (reset.isSuccess)
    return (
      <AuthCard title={t('reset.doneTitle')} text={t('reset.done')}>
        <LinkButton to="/sign-in" kind="primary">
          {t('reset.continue')}
        </LinkButton>
      </AuthCard>
    );
  const again = <Link to="/forgot-password">{t('reset.again')}</Link>;
  return (
    <AuthCard title={t('reset.title')} text={t('reset.text')}>
      {token === '' && <Note>{t('noToken')}</Note>}
      <Form error={reset.error} onward={again} onSubmit={(form) => reset.mutate(textOf(form, 'password'))}>
        <NewPasswordField label={t('reset.password')} fault={reset.error ? faults(reset.error).fields.password : undefined} />
        <Button kind="primary" type="submit" disabled={token === ''} busy={reset.isPending}>
          {t('reset.submit')}
        </Button>
      </Form>
    </AuthCard>
  );
}
