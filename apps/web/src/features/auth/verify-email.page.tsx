import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { ErrorNote } from '../../ui/error-note.js';
import { LinkButton } from '../../ui/link-button.js';
import { Note } from '../../ui/note.js';
import { AuthCard } from './auth-card.js';
import { VerifyForm } from './verify-form.js';

const route = getRouteApi('/open/verify-email');

/** Behind the link of a mail. Opening it changes nothing, because mail servers open links in advance. */
export function VerifyEmailPage() {
  const t = useTranslations('auth');
  const { token } = route.useSearch();
  const veza = useVeza();
  const queries = useQueryClient();
  const account = useQuery({
    queryKey: ['verification', token],
    queryFn: async ({ signal }) => (await veza.readVerification({ body: { token }, signal })).data.data,
    enabled: token !== '',
    retry: false,
  });
  const verify = useMutation({
    mutationFn: (password: string | undefined) =>
      veza.verifyEmail({ body: { token, ...(password !== undefined && { password }) } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['me'] }),
  });
  const disown = useMutation({ mutationFn: () => veza.disownEmail({ body: { token } }) });
  if (verify.isSuccess)
    return (
      <AuthCard title={t('verify.doneTitle')} text={t('verify.done')}>
        <LinkButton to="/" kind="primary">
          {t('verify.continue')}
        </LinkButton>
      </AuthCard>
    );
  if (disown.isSuccess) return <AuthCard title={t('verify.freeTitle')} text={t('verify.free')} />;
  return (
    <AuthCard title={t('verify.title')}>
      {token === '' && <Note>{t('noToken')}</Note>}
      {account.error && (
        <ErrorNote error={account.error}>
          <p>{t('verify.again')}</p>
        </ErrorNote>
      )}
      {account.data && <VerifyForm account={account.data} verify={verify} disown={disown} />}
    </AuthCard>
  );
}
