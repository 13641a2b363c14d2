import { getRouteApi, Navigate } from '@tanstack/react-router';
import { type Cabinet, VezaError } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { BackLink } from '../../ui/back-link.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Skeleton } from '../../ui/skeleton.js';
import { LegalHoldSection } from './legal-hold-section.js';
import { PatientAppointments } from './patient-appointments.js';
import { PatientAudit } from './patient-audit.js';
import { PatientContacts } from './patient-contacts.js';
import { PatientData } from './patient-data.js';
import { PatientFacts } from './patient-facts.js';
import { PracticeFrame } from './practice-frame.js';
import type { CabinetSearch } from './search.js';
import { usePatient } from './use-patients.js';

const route = getRouteApi('/shared/signed-in/practice/patients/$patientId');

/** The file of a patient. Its opening is a line of the audit. */
export function PatientPage() {
  const t = useTranslations('practice.file');
  const { patientId } = route.useParams();
  const { cabinet: chosen }: CabinetSearch = route.useSearch();
  return (
    <PracticeFrame title={t('title')} chosen={chosen} width="narrow">
      {(cabinet) => (
        <>
          <div>
            <BackLink to="/practice/patients" search={{ cabinet: cabinet.id }}>
              {t('back')}
            </BackLink>
          </div>
          <PatientFile key={patientId} cabinet={cabinet} patientId={patientId} />
        </>
      )}
    </PracticeFrame>
  );
}

function PatientFile({ cabinet, patientId }: { cabinet: Cabinet; patientId: string }) {
  const t = useTranslations('practice');
  const { data: patient, error, refetch } = usePatient(cabinet.id, patientId);
  const merged = error instanceof VezaError ? error.details.find(({ field }) => field === 'mergedInto') : undefined;
  if (merged)
    return (
      <Navigate
        to="/practice/patients/$patientId"
        params={{ patientId: merged.message }}
        search={{ cabinet: cabinet.id }}
        replace
      />
    );
  if (error) return <ErrorNote error={error} retry={() => void refetch()} />;
  if (!patient) return <Skeleton label={t('loading')} lines={6} />;
  return (
    <>
      <PatientFacts patient={patient} />
      <PatientAppointments patient={patient} zone={cabinet.timezone} />
      <PatientContacts patient={patient} />
      <LegalHoldSection patient={patient} />
      <PatientAudit patient={patient} />
      <PatientData patient={patient} />
    </>
  );
}
