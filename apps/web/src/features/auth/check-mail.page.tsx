import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { useMe } from '../../session/use-me.js';
import { Button } from '../../ui/button.js';
import { ErrorNote } from '../../ui/error-note.js';
import { LinkButton } from '../../ui/link-button.js';
import { Note } from '../../ui/note.js';
import { AuthCard } from './auth-card.js';

/** After sign-up: a mail is on its way. The session exists already, so a person may also go on. */
export function CheckMailPage() {
  const t = useTranslations('auth.checkMail');
  const veza = useVeza();
  const { data: me } = useMe();
  const again = useMutation({ mutationFn: () => veza.resendVerification() });
  const strong = (text: React.ReactNode) => <strong>{text}</strong>;
  return (
    <AuthCard title={t('title')} text={me ? t.rich('text', { email: me.email, strong }) : t('textWithoutAddress')}>
      {again.error && <ErrorNote error={again.error} />}
      {again.isSuccess && <Note>{t('sent')}</Note>}
      <LinkButton to="/" kind="primary">
        {t('continue')}
      </LinkButton>
      {me && (
        <Button busy={again.isPending} onClick={() => again.mutate()}>
          {t('again')}
        </Button>
      )}
    </AuthCard>
  );
}
