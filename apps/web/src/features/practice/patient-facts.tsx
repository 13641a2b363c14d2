import type { Patient } from '@veza/sdk';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Actions } from '../../ui/actions.js';
import { Button } from '../../ui/button.js';
import { EditIcon } from '../../ui/icons.js';
import { Section } from '../../ui/section.js';
import { MergeDialog } from './merge-dialog.js';
import { PatientDialog } from './patient-dialog.js';
import styles from './patient-file.module.css';
import { telephoneOf } from './telephone.js';
import { useBirthDate } from './use-birth-date.js';

/** The name of a patient, and the ways to reach the patient. */
export function PatientFacts({ patient }: { patient: Patient }) {
  const t = useTranslations('practice.patients');
  const birthDate = useBirthDate();
  const [dialog, setDialog] = useState<'change' | 'merge'>();
  const close = () => setDialog(undefined);
  const { cabinetId, firstName, lastName, dateOfBirth, phone, email, smsConsentAt } = patient;
  return (
    <Section title={`${lastName} ${firstName}`}>
      <dl className={styles.facts}>
        {dateOfBirth !== undefined && (
          <div>
            <dt>{t('dateOfBirth')}</dt>
            <dd>{birthDate(dateOfBirth)}</dd>
          </div>
        )}
        {phone !== undefined && (
          <div>
            <dt>{t('phone')}</dt>
            <dd>
              <a href={telephoneOf(phone)}>{phone}</a>
            </dd>
          </div>
        )}
        {smsConsentAt !== undefined && (
          <div>
            <dt>{t('sms')}</dt>
            <dd>{t('smsSince', { date: birthDate(smsConsentAt.slice(0, 10)) ?? '' })}</dd>
          </div>
        )}
        {email !== undefined && (
          <div>
            <dt>{t('email')}</dt>
            <dd>
              <a href={`mailto:${email}`}>{email}</a>
            </dd>
          </div>
        )}
      </dl>
      {phone === undefined && email === undefined && <p>{t('noContact')}</p>}
      <Actions>
        <Button onClick={() => setDialog('change')}>
          <EditIcon />
          {t('change')}
        </Button>
        <Button kind="quiet" onClick={() => setDialog('merge')}>
          {t('merge')}
        </Button>
      </Actions>
      {dialog === 'change' && <PatientDialog cabinetId={cabinetId} patient={patient} onClose={close} />}
      {dialog === 'merge' && <MergeDialog patient={patient} onClose={close} />}
    </Section>
  );
}
