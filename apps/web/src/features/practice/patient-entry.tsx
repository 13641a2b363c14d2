import { useQuery } from '@tanstack/react-query';
import type { Patient } from '@veza/sdk';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { ZonedTime } from '../../calendar/zoned-time.js';
import { useVeza } from '../../session/session-context.js';
import { Actions } from '../../ui/actions.js';
import { Button } from '../../ui/button.js';
import { ErrorNote } from '../../ui/error-note.js';
import { EditIcon } from '../../ui/icons.js';
import { Skeleton } from '../../ui/skeleton.js';
import { MergeDialog } from './merge-dialog.js';
import { PatientDialog } from './patient-dialog.js';
import styles from './patient-entry.module.css';
import { inCabinet } from './use-practice.js';

/** A patient; opened, with all appointments and their notes. Each opening is a line of the audit, so it is not done in advance. */
export function PatientEntry({ patient }: { patient: Patient }) {
  const t = useTranslations('practice.patients');
  const [isOpen, setIsOpen] = useState(false);
  const [dialog, setDialog] = useState<'change' | 'merge'>();
  const close = () => setDialog(undefined);
  const { firstName, lastName, email, phone } = patient;
  return (
    <li>
      <details className={styles.patient} onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
        <summary className={styles.name}>
          {lastName} {firstName}
        </summary>
        <p>{[phone, email].filter(Boolean).join(' · ') || t('noContact')}</p>
        {isOpen && (
          <Actions>
            <Button onClick={() => setDialog('change')}>
              <EditIcon />
              {t('change')}
            </Button>
            <Button kind="quiet" onClick={() => setDialog('merge')}>
              {t('merge')}
            </Button>
          </Actions>
        )}
        {isOpen && <History patient={patient} />}
      </details>
      {dialog === 'change' && <PatientDialog cabinetId={patient.cabinetId} patient={patient} onClose={close} />}
      {dialog === 'merge' && <MergeDialog patient={patient} onClose={close} />}
    </li>
  );
}

function History({ patient: { id, cabinetId } }: { patient: Patient }) {
  const t = useTranslations('practice.patients');
  const booking = useTranslations('booking');
  const veza = useVeza();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['patient-appointments', id],
    queryFn: async ({ signal }) => {
      const query = { includeHistory: 'true' as const, sortOrder: 'desc' as const, limit: 50 };
      return (await veza.listPatientAppointments({ path: { id }, query, headers: inCabinet(cabinetId), signal })).data.items;
    },
  });
  if (isPending) return <Skeleton label={t('loading')} lines={2} />;
  if (error) return <ErrorNote error={error} retry={() => void refetch()} />;
  if (data.length === 0) return <p>{t('noAppointments')}</p>;
  return (
    <ul className={styles.history}>
      {data.map(({ id: appointmentId, startTime, type, status, notes, cabinet }) => (
        <li key={appointmentId}>
          <ZonedTime at={startTime} zone={cabinet?.timezone ?? 'UTC'} /> · {booking(`types.${type}`)} ·{' '}
          {booking(`statuses.${status}`)}
          {notes !== undefined && <p className={styles.notes}>{notes}</p>}
        </li>
      ))}
    </ul>
  );
}
