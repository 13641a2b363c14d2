import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Appointment } from '@veza/sdk';
import { Fragment, useState } from 'react';
import { useNow, useTranslations } from 'use-intl';
import { dateIn, timeIn } from '../../calendar/dates.js';
import { TakenNote } from '../../calendar/taken-note.js';
import { ZonedTime } from '../../calendar/zoned-time.js';
import { useVeza } from '../../session/session-context.js';
import { Badge } from '../../ui/badge.js';
import { Actions } from '../../ui/actions.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { Form, textOf } from '../../ui/form.js';
import { TextAreaField } from '../../ui/text-area-field.js';
import { TextField } from '../../ui/text-field.js';
import { AppointmentHistory } from './appointment-history.js';
import styles from './dialogs.module.css';
import { PresenceChoice } from './presence-choice.js';
import { telephoneOf } from './telephone.js';
import { isMovable } from './use-moving.js';
import { CALENDAR, inCabinet } from './use-practice.js';

type Change =
  | 'confirm'
  | 'cancel'
  | 'cancel-following'
  | { startTime: string }
  | { notes: string }
  | { status: 'completed' | 'no_show' };

/** An appointment with its patient: moved without a mouse, confirmed, ended, cancelled, its notes and its history. */
export function AppointmentDialog({ appointment, zone, onClose }: { appointment: Appointment; zone: string; onClose(): void }) {
  const t = useTranslations('practice.appointment');
  const booking = useTranslations('booking');
  const veza = useVeza();
  const queries = useQueryClient();
  const { id, cabinetId, seriesId, type, status, startTime, duration, patient, notes } = appointment;
  const isOpen = isMovable(appointment);
  const [isPast, setPast] = useState(false);
  const now = useNow({ updateInterval: 60_000 });
  const change = useMutation({
    mutationFn: (what: Change): Promise<unknown> => {
      const call = { path: { id }, headers: inCabinet(cabinetId) };
      if (what === 'confirm') return veza.confirmAppointment(call);
      if (what === 'cancel') return veza.cancelAppointment({ ...call, body: {} });
      if (what === 'cancel-following') return veza.cancelFollowingAppointments({ ...call, body: {} });
      if ('status' in what) return veza.updateAppointment({ ...call, body: what });
      if ('startTime' in what) return veza.rescheduleAppointment({ ...call, body: what });
      return veza.updateAppointment({ ...call, body: { notes: what.notes === '' ? null : what.notes } });
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: CALENDAR });
      onClose();
    },
  });
  return (
    <Dialog title={patient ? `${patient.firstName} ${patient.lastName}` : t('title')} onClose={onClose}>
      <div className={styles.dialog}>
        {change.error && <TakenNote error={change.error} zone={zone} onChoose={(other) => change.mutate({ startTime: other })} />}
        <p>
          <ZonedTime at={startTime} zone={zone} />
        </p>
        <p>
          {appointment.treatment?.name ?? booking(`types.${type}`)} · {booking('minutes', { count: duration })}
          {appointment.facility && ` · ${appointment.facility.name}`} <Badge>{booking(`statuses.${status}`)}</Badge>
        </p>
        {appointment.answers && (
          <dl>
            {appointment.answers.map(({ questionId, question, answer }) => (
              <Fragment key={questionId}>
                <dt className={styles.soft}>{question}</dt>
                <dd>{answer === 'yes' || answer === 'no' ? booking(`answers.${answer}`) : answer}</dd>
              </Fragment>
            ))}
          </dl>
        )}
        <ul className={styles.ways}>
          <li>
            <Link
              to="/practice/patients/$patientId"
              params={{ patientId: appointment.patientId }}
              search={{ cabinet: cabinetId }}
            >
              {t('file')}
            </Link>
          </li>
          {patient?.phone !== undefined && (
            <li>
              <a href={telephoneOf(patient.phone)}>{patient.phone}</a>
            </li>
          )}
          {patient?.email !== undefined && (
            <li>
              <a href={`mailto:${patient.email}`}>{patient.email}</a>
            </li>
          )}
        </ul>
        {isOpen && dateIn(zone, new Date(startTime)) === dateIn(zone, now) && (
          <PresenceChoice appointment={appointment} zone={zone} />
        )}
        {isOpen && (
          <Form onSubmit={(form) => change.mutate({ startTime: `${textOf(form, 'date')}T${textOf(form, 'time')}:00` })}>
            <div className={styles.pair}>
              <TextField label={t('date')} name="date" type="date" required defaultValue={dateIn(zone, new Date(startTime))} />
              <TextField label={t('time')} name="time" type="time" required defaultValue={timeIn(zone, new Date(startTime))} />
            </div>
            <Button type="submit" busy={change.isPending}>
              {t('move')}
            </Button>
          </Form>
        )}
        <Form onSubmit={(form) => change.mutate({ notes: textOf(form, 'notes').trim() })}>
          <TextAreaField label={t('notes')} name="notes" maxLength={5_000} defaultValue={notes} />
          <Button type="submit" busy={change.isPending}>
            {t('save')}
          </Button>
        </Form>
        {isOpen && (
          <Actions>
            {status === 'pending' && (
              <Button kind="primary" busy={change.isPending} onClick={() => change.mutate('confirm')}>
                {t('confirm')}
              </Button>
            )}
            {status === 'confirmed' && Date.parse(startTime) <= now.getTime() && (
              <>
                <Button busy={change.isPending} onClick={() => change.mutate({ status: 'completed' })}>
                  {t('complete')}
                </Button>
                <Button busy={change.isPending} onClick={() => change.mutate({ status: 'no_show' })}>
                  {t('missed')}
                </Button>
              </>
            )}
            <Button kind="danger" busy={change.isPending} onClick={() => change.mutate('cancel')}>
              {t('cancel')}
            </Button>
            {seriesId !== undefined && (
              <Button kind="danger" busy={change.isPending} onClick={() => change.mutate('cancel-following')}>
                {t('cancelFollowing')}
              </Button>
            )}
          </Actions>
        )}
        <div>
          <Button kind="quiet" aria-expanded={isPast} onClick={() => setPast(!isPast)}>
            {t('history')}
          </Button>
        </div>
        {isPast && <AppointmentHistory cabinetId={cabinetId} appointmentId={id} zone={zone} />}
      </div>
    </Dialog>
  );
}
