import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { PatientAppointment } from '@veza/sdk';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { BackLink } from '../../ui/back-link.js';
import { EmptyState } from '../../ui/empty-state.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Page } from '../../ui/page.js';
import { Section } from '../../ui/section.js';
import { Skeleton } from '../../ui/skeleton.js';
import { FreeTimes } from './free-times.js';
import { ConfirmMove, type NewTime } from './confirm-move.js';
import { ProposedTimes } from './proposed-times.js';
import { Summary } from './summary.js';
import { useNextAppointments } from './use-own-appointments.js';

const route = getRouteApi('/shared/signed-in/appointments/$appointmentId/move');

/** Another time for an own appointment. */
export function MovePage() {
  const t = useTranslations('booking');
  const { appointmentId } = route.useParams();
  const { data, error, isPending, refetch } = useNextAppointments();
  const appointment = data?.find(({ id }) => id === appointmentId);
  return (
    <Page title={t('move.title')} back={<BackLink to="/appointments">{t('own.title')}</BackLink>}>
      {isPending && <Skeleton label={t('loading')} lines={5} />}
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      {data && !appointment && <EmptyState title={t('move.gone')} />}
      {appointment && <Move appointment={appointment} />}
    </Page>
  );
}

function Move({ appointment }: { appointment: PatientAppointment }) {
  const t = useTranslations('booking');
  const navigate = useNavigate({ from: '/appointments/$appointmentId/move' });
  const { from }: { from?: string } = route.useSearch();
  const [chosen, setChosen] = useState<NewTime>();
  const { type, treatment, treatmentId, startTime, duration, practitioner, practitionerId, cabinet } = appointment;
  return (
    <>
      <Summary
        what={treatment ?? t(`types.${type}`)}
        at={startTime}
        minutes={duration}
        zone={cabinet.timezone}
        practitioner={practitioner}
        cabinet={cabinet.name}
      />
      <ProposedTimes appointment={appointment} onChoose={setChosen} />
      <Section title={t('move.all')}>
        <FreeTimes
          wanted={{ cabinet: cabinet.id, practitionerId, type, duration, ...(treatmentId !== undefined && { treatmentId }) }}
          zone={cabinet.timezone}
          from={from}
          onWeek={(date) => void navigate({ search: { from: date }, replace: true, resetScroll: false })}
          onChoose={(slot) => setChosen({ startTime: slot.startTime })}
        />
      </Section>
      {chosen && (
        <ConfirmMove
          key={chosen.startTime}
          appointment={appointment}
          to={chosen}
          onOther={setChosen}
          onClose={() => setChosen(undefined)}
        />
      )}
    </>
  );
}
