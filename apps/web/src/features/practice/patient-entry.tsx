import { Link } from '@tanstack/react-router';
import type { Patient } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import styles from './patient-entry.module.css';
import { useBirthDate } from './use-birth-date.js';

/** A patient of a list, with what tells two of one name apart; the name leads to the file. */
export function PatientEntry({ patient }: { patient: Patient }) {
  const t = useTranslations('practice.patients');
  const birthDate = useBirthDate();
  const { id, cabinetId, firstName, lastName, dateOfBirth, email, phone } = patient;
  return (
    <li className={styles.patient}>
      <Link to="/practice/patients/$patientId" params={{ patientId: id }} search={{ cabinet: cabinetId }} className={styles.name}>
        {lastName} {firstName}
      </Link>
      <span className={styles.facts}>{[birthDate(dateOfBirth), phone, email].filter(Boolean).join(' · ') || t('noContact')}</span>
    </li>
  );
}
