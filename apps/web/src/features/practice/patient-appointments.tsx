import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Appointment, Patient } from '@veza/sdk';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { dateIn } from '../../calendar/dates.js';
import { ZonedTime } from '../../calendar/zoned-time.js';
import { useVeza } from '../../session/session-context.js';
import { Badge } from '../../ui/badge.js';
import { Button } from '../../ui/button.js';
import { LoadedList } from '../../ui/loaded-list.js';
import { Item } from '../../ui/item-list.js';
import { Section } from '../../ui/section.js';
import { AppointmentHistory } from './appointment-history.js';
import styles from './patient-file.module.css';
import { CALENDAR, inCabinet } from './use-practice.js';

/** All appointments of a patient, the latest first, with their notes. */
export function PatientAppointments({ patient: { id, cabinetId }, zone }: { patient: Patient; zone: string }) {
  const t = useTranslations('practice');
  const veza = useVeza();
  const query = useQuery({
    queryKey: [...CALENDAR, 'patient', id],
    queryFn: async ({ signal }) => {
      const wanted = { includeHistory: 'true' as const, sortOrder: 'desc' as const, limit: 50 };
      const headers = inCabinet(cabinetId);
      return (await veza.listPatientAppointments({ path: { id }, query: wanted, headers, signal })).data.items;
    },
  });
  return (
    <Section title={t('file.appointments')}>
      <LoadedList label={t('file.appointments')} query={query} items={query.data} none={{ title: t('patients.noAppointments') }}>
        {(appointment) => <Entry key={appointment.id} appointment={appointment} zone={zone} />}
      </LoadedList>
    </Section>
  );
}

function Entry({ appointment, zone }: { appointment: Appointment; zone: string }) {
  const t = useTranslations('practice.file');
  const booking = useTranslations('booking');
  const [isOpen, setOpen] = useState(false);
  const { id, cabinetId, practitionerId, practitioner, startTime, type, status, notes } = appointment;
  return (
    <Item
      title={
        <Link
          to="/practice"
          search={{
            cabinet: cabinetId,
            practitioner: practitionerId,
            date: dateIn(zone, new Date(startTime)),
            view: 'day',
          }}
        >
          <ZonedTime at={startTime} zone={zone} />
        </Link>
      }
      aside={<Badge>{booking(`statuses.${status}`)}</Badge>}
      actions={
        <Button kind="quiet" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {t('history')}
        </Button>
      }
    >
      <p>
        {appointment.treatment?.name ?? booking(`types.${type}`)}
        {practitioner && ` · ${booking('with', { practitioner: `${practitioner.firstName} ${practitioner.lastName}` })}`}
      </p>
      {notes !== undefined && <p className={styles.notes}>{notes}</p>}
      {isOpen && <AppointmentHistory cabinetId={cabinetId} appointmentId={id} zone={zone} />}
    </Item>
  );
}
