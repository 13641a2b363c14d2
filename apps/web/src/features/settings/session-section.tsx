import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { useSession } from '../../session/session-context.js';
import { Button } from '../../ui/button.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Section } from '../../ui/section.js';

export function SessionSection() {
  const t = useTranslations('settings.session');
  const session = useSession();
  const signOut = useMutation({ mutationFn: () => session.leave(() => session.veza.signOut()) });
  return (
    <Section title={t('title')}>
      {signOut.error && <ErrorNote error={signOut.error} />}
      <div>
        <Button kind="danger" busy={signOut.isPending} onClick={() => signOut.mutate()}>
          {t('signOut')}
        </Button>
      </div>
    </Section>
  );
}
