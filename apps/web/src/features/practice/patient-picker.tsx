import type { Patient } from '@veza/sdk';
import { useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import { ErrorNote } from '../../ui/error-note.js';
import { TextField } from '../../ui/text-field.js';
import { useSettled } from '../../ui/use-settled.js';
import styles from './patient-picker.module.css';
import { useBirthDate } from './use-birth-date.js';
import { usePatients } from './use-patients.js';

interface PatientPickerProps {
  cabinetId: string;
  label: string;
  chosen: Patient | undefined;
  /** A patient who cannot be chosen. */
  without?: string;
  onChoose(patient: Patient): void;
}

const MOST = 6;

/** One patient of the cabinet, found as one types. */
export function PatientPicker({ cabinetId, label, chosen, without, onChoose }: PatientPickerProps) {
  const t = useTranslations('practice.patients');
  const birthDate = useBirthDate();
  const group = useId();
  const [text, setText] = useState('');
  const { pages, patients } = usePatients(cabinetId, useSettled(text.trim()));
  const found = patients.filter(({ id }) => id !== without && id !== chosen?.id).slice(0, MOST);
  return (
    <div className={styles.picker}>
      <TextField
        label={label}
        type="search"
        value={text}
        maxLength={200}
        autoComplete="off"
        onChange={({ target }) => setText(target.value)}
      />
      {pages.error && <ErrorNote error={pages.error} retry={() => void pages.refetch()} />}
      <fieldset className={styles.found}>
        <legend className="visually-hidden">{t('found')}</legend>
        {[...(chosen ? [chosen] : []), ...found].map((patient) => (
          <label key={patient.id} className={styles.patient}>
            <input type="radio" name={group} required checked={patient.id === chosen?.id} onChange={() => onChoose(patient)} />
            <span>
              {patient.lastName} {patient.firstName}
              <small className={styles.facts}>
                {[birthDate(patient.dateOfBirth), patient.phone ?? patient.email].filter(Boolean).join(' · ')}
              </small>
            </span>
          </label>
        ))}
        {pages.data && found.length === 0 && !chosen && <p className={styles.facts}>{t('none')}</p>}
      </fieldset>
    </div>
  );
}
