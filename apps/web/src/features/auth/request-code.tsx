import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Button } from '../../ui/button.js';
import { Form, textOf } from '../../ui/form.js';
import { AuthCard, AuthFooter } from './auth-card.js';
import { EmailField } from './email-field.js';
import type { SignInSearch } from './sign-in-search.js';

/** The address to which a code is mailed. The answer is the same whether or not the account exists. */
export function RequestCode({ onSent }: { onSent(email: string): void }) {
  const t = useTranslations('auth');
  const veza = useVeza();
  const request = useMutation({
    mutationFn: async (email: string): Promise<void> => {
      await veza.novaRequestOtp({ body: { email } });
      onSent(email);
    },
  });
  return (
    <AuthCard title={t('mailedCode.requestTitle')} text={t('mailedCode.requestText')}>
      <Form error={request.error} onSubmit={(form) => request.mutate(textOf(form, 'email').trim())}>
        <EmailField autoFocus />
        <Button kind="primary" type="submit" busy={request.isPending}>
          {t('mailedCode.request')}
        </Button>
      </Form>
      <AuthFooter>
        <Link to="/sign-in" search={(search: SignInSearch) => ({ ...search, by: undefined })}>
          {t('secondFactor.back')}
        </Link>
      </AuthFooter>
    </AuthCard>
  );
}
