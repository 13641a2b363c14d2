import { getRouteApi } from '@tanstack/react-router';
import type { PatientAppointment } from '@veza/sdk';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { BackLink } from '../../ui/back-link.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Page } from '../../ui/page.js';
import { Section } from '../../ui/section.js';
import { Skeleton } from '../../ui/skeleton.js';
import { Booked } from './booked.js';
import type { Chosen } from './search.js';
import { HeldTime } from './held-time.js';
import { Proof } from './proof.js';
import { Summary } from './summary.js';
import { useCabinet } from './use-cabinet.js';

const route = getRouteApi('/shared/book/$cabinet/confirm');

/** From a chosen time to the appointment: who books, the time is held, the patient, done. */
export function ConfirmPage() {
  const t = useTranslations('booking');
  const { cabinet: name } = route.useParams();
  const { practitioner, type, treatment: treatmentId, at, minutes }: Chosen = route.useSearch();
  const { data: cabinet, error, refetch } = useCabinet(name);
  const [visit, setVisit] = useState<string>();
  const [booked, setBooked] = useState<PatientAppointment>();
  const works = cabinet?.practitioners.find(({ id }) => id === practitioner);
  const treatment = cabinet?.treatments?.find(({ id }) => id === treatmentId);
  if (booked) return <Booked appointment={booked} />;
  return (
    <Page
      title={t('confirm.title')}
      width="narrow"
      back={
        <BackLink
          to="/book/$cabinet"
          params={{ cabinet: name }}
          search={{ practitioner, type, ...(treatmentId !== undefined && { treatment: treatmentId }) }}
        >
          {t('confirm.back')}
        </BackLink>
      }
    >
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      {!cabinet && !error && <Skeleton label={t('loading')} />}
      {cabinet && (
        <>
          <Summary
            what={treatment?.name ?? t(`types.${type}`)}
            at={at}
            minutes={minutes}
            zone={cabinet.timezone}
            practitioner={works && `${works.firstName} ${works.lastName}`}
            cabinet={cabinet.name}
          />
          <Section title={t(visit === undefined ? 'proof.title' : 'patient.title')}>
            {visit === undefined ? (
              <Proof cabinet={name} onVisit={setVisit} />
            ) : (
              <HeldTime cabinet={cabinet} name={name} visit={visit} onBooked={setBooked} />
            )}
          </Section>
        </>
      )}
    </Page>
  );
}
