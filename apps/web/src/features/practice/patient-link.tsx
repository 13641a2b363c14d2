import { Link } from '@tanstack/react-router';
import type { Appointment } from '@veza/sdk';
import { useTranslations } from 'use-intl';

/** The patient of an appointment, as the way to the file. */
export function PatientLink({ appointment }: { appointment: Pick<Appointment, 'patient' | 'patientId' | 'cabinetId'> }) {
  const t = useTranslations('practice');
  const { patient, patientId, cabinetId } = appointment;
  return (
    <Link to="/practice/patients/$patientId" params={{ patientId }} search={{ cabinet: cabinetId }}>
      {patient ? `${patient.firstName} ${patient.lastName}` : t('patient')}
    </Link>
  );
}
