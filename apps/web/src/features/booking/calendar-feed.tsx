import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Actions } from '../../ui/actions.js';
import { Button } from '../../ui/button.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Section } from '../../ui/section.js';
import styles from './appointments.page.module.css';

/** The own appointments in a calendar elsewhere: a secret address, which is shown once. */
export function CalendarFeed() {
  const t = useTranslations('booking.feed');
  const veza = useVeza();
  const renew = useMutation({ mutationFn: async () => (await veza.renewCalendarFeed({ body: {} })).data });
  const end = useMutation({ mutationFn: () => veza.revokeCalendarFeed(), onSuccess: () => renew.reset() });
  const error = renew.error ?? end.error;
  return (
    <Section title={t('title')} hint={t('hint')}>
      {error && <ErrorNote error={error} />}
      {renew.data && (
        <div role="status">
          <p>{t('address')}</p>
          <p className={styles.address}>
            <a href={renew.data.address.replace(/^https?:/, 'webcal:')}>{renew.data.address}</a>
          </p>
        </div>
      )}
      <Actions>
        <Button busy={renew.isPending} onClick={() => renew.mutate()}>
          {t('make')}
        </Button>
        <Button kind="quiet" busy={end.isPending} onClick={() => end.mutate()}>
          {t(end.isSuccess ? 'ended' : 'end')}
        </Button>
      </Actions>
    </Section>
  );
}
