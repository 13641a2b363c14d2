import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Button } from '../../ui/button.js';
import { ErrorNote } from '../../ui/error-note.js';
import { LinkButton } from '../../ui/link-button.js';
import { Note } from '../../ui/note.js';
import { AuthCard } from './auth-card.js';

const route = getRouteApi('/open/verify-email');

/** Behind the link of a mail. Opening it changes nothing, because mail servers open links in advance. */
export function VerifyEmailPage() {
  const t = useTranslations('auth');
  const { token } = route.useSearch();
  const veza = useVeza();
  const queries = useQueryClient();
  const verify = useMutation({
    mutationFn: () => veza.verifyEmail({ body: { token } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['me'] }),
  });
  if (verify.isSuccess)
    return (
      <AuthCard title={t('verify.doneTitle')} text={t('verify.done')}>
        <LinkButton to="/" kind="primary">
          {t('verify.continue')}
        </LinkButton>
      </AuthCard>
    );
  return (
    <AuthCard title={t('verify.title')} text={t('verify.text')}>
      {token === '' && <Note>{t('noToken')}</Note>}
      {verify.error && (
        <ErrorNote error={verify.error}>
          <p>{t('verify.again')}</p>
        </ErrorNote>
      )}
      <Button kind="primary" disabled={token === ''} busy={verify.isPending} onClick={() => verify.mutate()}>
        {t('verify.submit')}
      </Button>
    </AuthCard>
  );
}
