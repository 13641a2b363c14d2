import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Appointment } from '@veza/sdk';
import { useTranslations } from 'use-intl';
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
import styles from './dialogs.module.css';
import { CALENDAR, inCabinet } from './use-practice.js';

type Change = 'confirm' | 'cancel' | 'cancel-following' | { startTime: string } | { notes: string };

/** An appointment with its patient: moved without a mouse, confirmed, cancelled, and its notes. */
export function AppointmentDialog({ appointment, zone, onClose }: { appointment: Appointment; zone: string; onClose(): void }) {
  const t = useTranslations('practice.appointment');
  const booking = useTranslations('booking');
  const veza = useVeza();
  const queries = useQueryClient();
  const { id, cabinetId, seriesId, type, status, startTime, duration, patient, notes } = appointment;
  const isOpen = status === 'pending' || status === 'confirmed';
  const change = useMutation({
    mutationFn: (what: Change): Promise<unknown> => {
      const call = { path: { id }, headers: inCabinet(cabinetId) };
      if (what === 'confirm') return veza.confirmAppointment(call);
      if (what === 'cancel') return veza.cancelAppointment({ ...call, body: {} });
      if (what === 'cancel-following') return veza.cancelFollowingAppointments({ ...call, body: {} });
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
          {booking(`types.${type}`)} · {booking('minutes', { count: duration })} <Badge>{booking(`statuses.${status}`)}</Badge>
        </p>
        {patient?.phone !== undefined && <a href={`tel:${patient.phone.replaceAll(/[^+\d]/g, '')}`}>{patient.phone}</a>}
        {patient?.email !== undefined && <a href={`mailto:${patient.email}`}>{patient.email}</a>}
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
      </div>
    </Dialog>
  );
}
