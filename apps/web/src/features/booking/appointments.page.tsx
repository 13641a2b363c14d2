import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { EmptyState } from '../../ui/empty-state.js';
import { ErrorNote } from '../../ui/error-note.js';
import { CalendarIcon } from '../../ui/icons.js';
import { LinkButton } from '../../ui/link-button.js';
import { Note } from '../../ui/note.js';
import { Page } from '../../ui/page.js';
import { Skeleton } from '../../ui/skeleton.js';
import { AppointmentEntry } from './appointment-entry.js';
import type { Changed } from './search.js';
import styles from './appointments.page.module.css';
import { CalendarFeed } from './calendar-feed.js';
import { OwnCabinets } from './own-cabinets.js';
import { useNextAppointments, usePastAppointments } from './use-own-appointments.js';

const route = getRouteApi('/shared/signed-in/appointments');

/** The own appointments, the next ones first, and the ways to further ones. */
export function AppointmentsPage() {
  const t = useTranslations('booking');
  const { how }: Changed = route.useSearch();
  const { data, error, isPending, refetch } = useNextAppointments();
  return (
    <Page title={t('own.title')} width="narrow" aside={<PracticeLink />}>
      {how && <Note>{t(`own.${how}`)}</Note>}
      {isPending && <Skeleton label={t('loading')} lines={4} />}
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      {data?.length === 0 && (
        <EmptyState icon={<CalendarIcon />} title={t('own.none')}>
          <p>{t('own.noneHint')}</p>
          <LinkButton kind="primary" to="/book">
            {t('own.find')}
          </LinkButton>
        </EmptyState>
      )}
      <ul className={styles.list}>
        {data?.map((appointment) => (
          <AppointmentEntry key={appointment.id} appointment={appointment} />
        ))}
      </ul>
      <Past />
      <OwnCabinets isFirst={data?.length === 0} />
      {data && <CalendarFeed />}
    </Page>
  );
}

/** For the people who work in a cabinet. */
function PracticeLink() {
  const t = useTranslations('booking.own');
  const veza = useVeza();
  const { data } = useQuery({
    queryKey: ['cabinets'],
    queryFn: async ({ signal }) => (await veza.listCabinets({ signal })).data.items,
  });
  return data && data.length > 0 && <LinkButton to="/practice">{t('practice')}</LinkButton>;
}

function Past() {
  const t = useTranslations('booking');
  const [isOpen, setIsOpen] = useState(false);
  const { data, error, isLoading, refetch } = usePastAppointments(isOpen);
  return (
    <details className={styles.past} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary className={styles.summary}>{t('own.past')}</summary>
      {isLoading && <Skeleton label={t('loading')} />}
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      {data?.length === 0 && <p>{t('own.noPast')}</p>}
      <ul className={styles.list}>
        {data?.map((appointment) => (
          <AppointmentEntry key={appointment.id} appointment={appointment} isPast />
        ))}
      </ul>
    </details>
  );
}
